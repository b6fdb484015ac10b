/** The readings on standard output. Imports {@code route}, {@code json}, {@code config}. */
package solar.aps.sink.console;
