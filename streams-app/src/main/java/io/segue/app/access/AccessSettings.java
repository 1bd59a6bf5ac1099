package io.segue.app.access;

import io.segue.schemas.BadInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * How HTTP is protected.
 *
 * @param policy who may do what
 * @param internal the token that this instance shows to others; null when nobody asks for one
 * @param anyone whether addresses other than loopback may be listened on although the policy is
 *     open
 * @param tls the certificate and key; null when HTTP is not encrypted here
 */
public record AccessSettings(
    AccessPolicy policy, @Nullable Secret internal, boolean anyone, @Nullable TlsFiles tls) {

  /** No tokens and no encryption, and therefore loopback only. */
  public static AccessSettings loopbackOnly() {
    return new AccessSettings(AccessPolicy.open(), null, false, null);
  }

  /**
   * Refuses to let strangers in by mistake.
   *
   * @param host the address to listen on
   * @throws BadInputException when it is not a loopback address and there are neither tokens nor
   *     the express wish to go without
   */
  public void check(String host) {
    if (policy.isOpen() && !anyone && !isLoopback(host)) {
      throw new BadInputException(
          "Without tokens whoever reaches the port may read and write everything, so Segue listens"
              + " on loopback only, and "
              + host
              + " is not: give --tokens-file (see 'segue token'), or --insecure-allow-anyone if"
              + " something else keeps strangers out.");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
