/**
 * Walks the chain from the settings to PVOutput and says what holds and what does not, for {@code
 * --check}. Imports the flow, the settings, and of the sinks what they let be asked.
 */
package solar.aps.doctor;
