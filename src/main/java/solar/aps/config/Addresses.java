package solar.aps.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Formats of hosts, paths and URLs. */
public final class Addresses {
  private static final Pattern SCHEME_AND_USER = Pattern.compile("^([^/]*://)?([^/]*@)?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
  private static final int LAST_PORT = 65_535;

  private Addresses() {}

  /**
   * Host, host:port, [IPv6] or [IPv6]:port.
   *
   * @param note a hint for whoever wrote more than that
   */
  public static Format<String> host(String note) {
    return text -> host(text, note);
  }

  private static String host(String text, String note) throws BadTextException {
    String host = SCHEME_AND_USER.matcher(text).replaceFirst("").split("[/?#]", 2)[0];
    if (text.contains("://")) {
      throw new BadTextException("is a URL; " + writeHost(host, note));
    }
    if (!host.equals(text)) {
      throw new BadTextException("has more than a host in it; " + writeHost(host, note));
    }
    if (authority(text).isEmpty()) {
      throw new BadTextException(
          authority("[" + text + "]")
              .map(uri -> "is a bare IPv6 address; write it in brackets: " + uri.getHost())
              .orElse(
                  "is not a host name or an IP address; write host or host:port with a port from 1"
                      + " to 65535, as in 192.168.1.102 or 192.168.1.102:8080"));
    }
    return text;
  }

  /** The name or the address of an interface of this machine, without a port. */
  public static String ownHost(String text) throws BadTextException {
    boolean named = authority(text).filter(uri -> uri.getHost().equals(text)).isPresent();
    if (!named && authority("[" + text + "]").isEmpty()) {
      throw new BadTextException(
          "is not a host name or an IP address; write one of this machine, without a port, as in"
              + " 127.0.0.1, or 0.0.0.0 for all of them");
    }
    return text.replaceAll("[\\[\\]]", "");
  }

  /** Host names with commas between them, without ports; in lower case. */
  public static List<String> names(String text) throws BadTextException {
    List<String> names = List.of(text.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
    if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
      throw new BadTextException(
          "is not a list of host names; write each without a port, and a comma between two, as in"
              + " solar.example.org, nas.lan");
    }
    return names;
  }

  /** A port, 1 to 65535. */
  public static Integer port(String text) throws BadTextException {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > LAST_PORT) {
      throw new BadTextException("is not a port; write a whole number from 1 to " + LAST_PORT);
    }
    return port;
  }

  private static String writeHost(String host, String note) {
    String example = authority(host).map(URI::getAuthority).orElse("192.168.1.102");
    return "write host or host:port only, as in %s (%s)".formatted(example, note);
  }

  /** A URL of this authority alone; empty if its host or its port is none. */
  private static Optional<URI> authority(String hostAndPort) {
    try {
      URI uri = new URI("http://" + hostAndPort).parseServerAuthority();
      boolean usable = uri.getHost() != null && hasUsablePort(uri);
      return usable ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean hasUsablePort(URI uri) {
    boolean unset = uri.getPort() == -1 && !uri.getAuthority().endsWith(":");
    return unset || (uri.getPort() >= 1 && uri.getPort() <= LAST_PORT);
  }

  /** Scheme and authority; a slash at the end is dropped. */
  public static URI baseUrl(String text) throws BadTextException {
    try {
      URI uri = new URI(text).parseServerAuthority();
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (web && isBare(uri) && hasUsablePort(uri)) {
        return new URI(scheme + "://" + uri.getRawAuthority());
      }
    } catch (URISyntaxException e) {
      // falls through to the same advice: the exception's text repeats the value, password and all
    }
    throw new BadTextException(
        "is not a plain web address; write http or https and a host, without user, path or query,"
            + " as in https://pvoutput.org");
  }

  private static boolean isBare(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
  }
}
