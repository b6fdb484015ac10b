/**
 * The ECU's readings page: asked for over HTTP, read with jsoup, which no other room knows. Imports
 * {@code source} and what that may import, and {@code http}.
 */
package solar.aps.source.page;
