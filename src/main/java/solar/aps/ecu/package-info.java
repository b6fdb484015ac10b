/**
 * The ECU's readings page: bytes in, an {@link solar.aps.generation.EcuReading} out. The only room
 * that knows jsoup; imports {@code generation} and nothing else of the project.
 */
package solar.aps.ecu;
