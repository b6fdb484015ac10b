/**
 * What failed for good, kept in a folder. Imports {@code storage}, {@code generation}, Jackson and
 * Camel; the route that writes the letters is the flow's.
 */
package solar.aps.deadletter;
