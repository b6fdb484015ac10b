/** Publishing to PVOutput.org. Imports {@code route}, {@code config}, {@code generation}. */
package solar.aps.sink.pvoutput;
