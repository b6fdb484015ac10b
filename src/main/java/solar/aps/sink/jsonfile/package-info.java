/** A JSON line a reading, in a file. Imports {@code sink}, {@code storage}, {@code config}. */
package solar.aps.sink.jsonfile;
