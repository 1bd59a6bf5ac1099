package io.segue.app.index;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as manifests use it. */
final class Digests {

  private static final int SHOWN_BYTES = 8;

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256, this one lacks it", e);
    }
  }

  static boolean equal(byte[] digest, ByteBuffer expected) {
    return MessageDigest.isEqual(digest, bytes(expected));
  }

  /** The first bytes in hexadecimal: enough to tell digests apart in a sentence. */
  static String shown(byte[] digest) {
    int length = Math.min(SHOWN_BYTES, digest.length);
    return HexFormat.of().formatHex(digest, 0, length) + "…";
  }

  static String shown(ByteBuffer digest) {
    return shown(bytes(digest));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
