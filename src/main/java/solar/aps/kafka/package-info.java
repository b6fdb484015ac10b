/**
 * What a source in YAML needs to bear the errors of Kafka. Loaded by such a source only: it is the
 * one room that knows camel-kafka, which users put into {@code lib/ext}. Imports nothing else of
 * ours.
 */
package solar.aps.kafka;
