/** A simulated ECU on the loopback address. Imports {@code demo.web}. */
package solar.aps.demo.ecu;
