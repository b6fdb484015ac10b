/**
 * The readings of each day, on the disk, and what they come to. Imports {@code generation}, {@code
 * json}, {@code storage} and {@code config}.
 */
package solar.aps.history;
