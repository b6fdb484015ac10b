/**
 * Finds what can be read in the network of this machine. Imports {@code source}, {@code plugin},
 * {@code config}, {@code check} and {@code http}; knows no source by name.
 */
package solar.aps.discovery;
