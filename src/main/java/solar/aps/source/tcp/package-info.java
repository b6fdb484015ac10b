/**
 * The ECU's TCP port 8899: two commands that read, and their answers in bytes. Imports {@code
 * source}, {@code config}, {@code check}, {@code plugin} and {@code generation}.
 */
package solar.aps.source.tcp;
