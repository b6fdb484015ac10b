/**
 * What a source is. Imports {@code plugin}, {@code config}, {@code layout}, {@code check} and
 * {@code generation}; each source has a room of its own below.
 */
package solar.aps.source;
