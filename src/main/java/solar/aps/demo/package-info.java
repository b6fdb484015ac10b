/**
 * A simulated ECU and a simulated PVOutput on the loopback address, for {@code --demo} and for the
 * tests. Imports the JDK, slf4j and {@code config} only.
 */
package solar.aps.demo;
