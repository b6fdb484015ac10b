/**
 * Health and metrics over HTTP, for a service that is asked for them. Imports {@code route}, {@code
 * config} and {@code generation}; the only room that knows Prometheus, and with the simulators the
 * only one that knows the JDK's HTTP server.
 */
package solar.aps.metrics;
