/** The readings on standard output. Imports {@code sink}, {@code config}. */
package solar.aps.sink.console;
