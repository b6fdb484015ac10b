package solar.aps.web;

/**
 * What is asked for.
 *
 * @param path the path, decoded
 * @param query what stands behind the question mark, as it was sent; empty if nothing does
 * @param accept the types that the client takes; empty if it does not say
 */
public record Request(String path, String query, String accept) {}
