/**
 * The flow: the route from the timer to the sinks, the fan-out, the policy for errors, and the
 * route of the dead letters. Imports the APIs {@code source} and {@code sink}, {@code sink.yaml},
 * and the small rooms; knows no other source or sink by name.
 */
package solar.aps.flow;
