/**
 * Writing to InfluxDB and what speaks its line protocol. Imports {@code outbox}, {@code sink},
 * {@code http}, {@code config}, {@code layout}, {@code check} and {@code generation}.
 */
package solar.aps.sink.influxdb;
