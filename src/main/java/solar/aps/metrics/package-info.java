/**
 * Health and metrics over HTTP, for a service that is asked for them. Imports {@code route}, {@code
 * config} and {@code generation}; the only room that knows Prometheus, Micrometer and Vert.x.
 */
package solar.aps.metrics;
