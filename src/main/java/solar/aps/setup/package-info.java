/**
 * The first run: asks what must be known, tries each answer, and writes the settings file. Imports
 * {@code flow}, {@code discovery}, {@code source}, {@code plugin}, {@code generation}, {@code
 * config}, {@code check} and {@code storage}; knows no plugin but by the names of its keys. Only
 * the program imports it.
 */
package solar.aps.setup;
