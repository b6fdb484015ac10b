/** The readings on standard output. Imports {@code route}, {@code json}, {@code generation}. */
package solar.aps.sink.console;
