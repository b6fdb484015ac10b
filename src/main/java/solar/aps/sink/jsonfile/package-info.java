/** A JSON line a reading, in a file. Imports {@code route}, {@code json}, {@code config}. */
package solar.aps.sink.jsonfile;
