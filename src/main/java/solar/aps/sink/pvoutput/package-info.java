/** Publishing to PVOutput.org. Imports {@code sink}, {@code deadletter}, {@code storage}. */
package solar.aps.sink.pvoutput;
