/**
 * What the flow did, remembered for whoever shows it: metrics, health and the page. Imports {@code
 * flow}, {@code sink}, {@code source}, {@code history}, {@code json}, {@code config}, {@code
 * check}, {@code deadletter} and {@code generation}.
 */
package solar.aps.watch;
