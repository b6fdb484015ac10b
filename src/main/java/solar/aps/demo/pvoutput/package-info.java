/** A simulated PVOutput on the loopback address. Imports {@code demo.web} and slf4j. */
package solar.aps.demo.pvoutput;
