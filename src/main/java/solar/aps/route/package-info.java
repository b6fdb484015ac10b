/**
 * The flow: the routes from the timer to the sinks, the policy for errors, and the dead letters.
 * Imports {@code config}, {@code ecu} and {@code generation}; knows no sink by name.
 */
package solar.aps.route;
