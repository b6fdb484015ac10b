/**
 * The latest readings at an MQTT broker, and in Home Assistant. Imports {@code sink}, {@code
 * storage}, {@code check}, {@code config}, {@code layout} and the MQTT client, which nobody else
 * knows.
 */
package solar.aps.sink.mqtt;
