package solar.aps.web;

import java.util.List;

/**
 * Where to listen, and for whom.
 *
 * @param host the name or the address of the interface of this machine that is listened at
 * @param port the port there, 1 to 65535
 * @param allowedHosts more names by which it may be asked for, in lower case
 */
public record Address(String host, int port, List<String> allowedHosts) {}
