package io.segue.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A bearer token's text. {@link #toString()} does not show it. Immutable.
 *
 * <p>Tokens that are made here carry {@value #RANDOM_BYTES} random bytes, too many to be guessed,
 * so one SHA-256 is a safe way to keep them; see docs/security.md.
 */
public final class Secret {

  /** The fewest characters of a token: what is shorter was not made by a generator. */
  public static final int CHARACTERS_MIN = 32;

  private static final int RANDOM_BYTES = 32;
  private static final String PREFIX = "segue_";

  private final String text;

  /**
   * A token that was made before.
   *
   * @throws IllegalArgumentException when it is too short to be one, or cannot go into a header
   */
  public Secret(String text) {
    if (text.length() < CHARACTERS_MIN) {
      throw new IllegalArgumentException(
          "a token has at least " + CHARACTERS_MIN + " characters; 'segue token' makes one");
    }
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "a token consists of ASCII letters, digits and signs, without spaces");
    }
    this.text = text;
  }

  /** A new token. */
  public static Secret random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The token itself, for where it is shown once or sent. */
  public String reveal() {
    return text;
  }

  /** The SHA-256 digest of what somebody shows as a token, 32 bytes. */
  static byte[] sha256(String shown) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(shown.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
