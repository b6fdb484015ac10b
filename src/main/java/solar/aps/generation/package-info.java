/**
 * What the panels generate: readings, their freshness, and the summary of a cycle. Pure values and
 * functions; imports the JDK only.
 */
package solar.aps.generation;
