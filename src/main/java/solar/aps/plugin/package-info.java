/**
 * What sources and sinks share. Imports {@code generation}, {@code config}, {@code json}, {@code
 * layout} and {@code deadletter}; knows no source and no sink.
 */
package solar.aps.plugin;
