/**
 * Health and metrics over HTTP, for a service that is asked for them. Imports {@code web}, {@code
 * watch}, {@code sink}, {@code layout}, {@code deadletter} and {@code generation}; the only room
 * that knows Prometheus.
 */
package solar.aps.metrics;
