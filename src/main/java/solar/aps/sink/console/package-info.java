/** The readings on standard output. Imports {@code sink}, {@code config} and {@code layout}. */
package solar.aps.sink.console;
