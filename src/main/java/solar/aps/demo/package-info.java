/**
 * The demo: settings that lead to the simulators, a clock that makes a day short, and a history of
 * two weeks. Imports {@code config}, {@code plugin}, {@code history}, what that is made of, and the
 * simulators below.
 */
package solar.aps.demo;
