package io.segue.app.playlists;

/**
 * A host and a port.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 0 to 65,535
 */
public record Address(String host, int port) {

  private static final int PORT_MAX = 65_535;

  /** Checks the range of the port. */
  public Address {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("an address needs a host before the colon");
    }
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("a port lies between 0 and 65535, " + port + " does not");
    }
  }

  /**
   * Reads {@code host:port} or {@code [ipv6]:port}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no address; write host:port, such as 127.0.0.1:8080");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is ambiguous; write an IPv6 address in brackets, such as [::1]:8080");
    }
    try {
      return new Address(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' has no port number after the last colon", e);
    }
  }

  /** The same host with another port. */
  public Address withPort(int otherPort) {
    return new Address(host, otherPort);
  }

  /** In the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
