/**
 * What a sink is, and which there are. Imports {@code plugin}, {@code config}, {@code check} and
 * {@code generation}; each sink has a room of its own below.
 */
package solar.aps.sink;
