/**
 * The demo: settings that lead to the simulators, and a clock that makes a day short. Imports
 * {@code config} and the simulators below.
 */
package solar.aps.demo;
