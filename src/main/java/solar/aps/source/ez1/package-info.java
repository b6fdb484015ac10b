/**
 * The EZ1 microinverter and its local HTTP API, which is only read. Imports {@code source}, {@code
 * config}, {@code check}, {@code generation} and {@code http}.
 */
package solar.aps.source.ez1;
