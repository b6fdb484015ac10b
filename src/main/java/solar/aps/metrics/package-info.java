/**
 * Health and metrics over HTTP, for a service that is asked for them. Imports {@code flow}, {@code
 * sink}, {@code config}, {@code layout}, {@code deadletter} and {@code generation}; the only room
 * that knows Prometheus, and with the simulators the only one that knows the JDK's HTTP server.
 */
package solar.aps.metrics;
