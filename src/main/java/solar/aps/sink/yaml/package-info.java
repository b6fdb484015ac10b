/** The sinks that users write as YAML routes. Imports {@code sink}, {@code config}. */
package solar.aps.sink.yaml;
