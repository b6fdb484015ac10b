/**
 * The ECU's readings page: asked for over HTTP, read with jsoup, which no other room knows. Imports
 * {@code source}, {@code config}, {@code check} and {@code generation}.
 */
package solar.aps.source.page;
