package io.segue.app.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A token that is accepted, as it is kept: its hash, not itself. Written as a line {@code NAME
 * ROLE[,ROLE…] sha256:HEX}. Immutable.
 */
public final class KnownToken {

  private static final String ALGORITHM = "sha256:";
  private static final int HASH_BYTES = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  private final String name;
  private final Set<Role> roles;
  private final byte[] sha256;

  private KnownToken(String name, Collection<Role> roles, byte[] sha256) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a token's name has 1 to 64 letters, digits, dots, dashes, underscores and at signs");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a token needs at least one role");
    }
    this.name = name;
    this.roles = Set.copyOf(EnumSet.copyOf(roles));
    this.sha256 = sha256;
  }

  /**
   * What is kept of a token.
   *
   * @param name whose token it is; for people, and for the log
   * @throws IllegalArgumentException when the name cannot be one, or there is no role
   */
  public static KnownToken of(String name, Collection<Role> roles, Secret token) {
    return new KnownToken(name, roles, Secret.sha256(token.reveal()));
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException saying what is wrong with it, without repeating it: people put
   *     tokens where hashes belong
   */
  static KnownToken parse(String line) {
    String[] parts = line.strip().split("\\s+", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "a line has a name, roles and a hash, with spaces between");
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String role : parts[1].split(",", -1)) {
      roles.add(Role.named(role));
    }
    String hash = parts[2].toLowerCase(Locale.ROOT);
    if (!hash.startsWith(ALGORITHM)) {
      throw new IllegalArgumentException(
          "the hash begins with " + ALGORITHM + "; 'segue token' prints the line");
    }
    byte[] sha256;
    try {
      sha256 = HexFormat.of().parseHex(hash.substring(ALGORITHM.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the hash is not written in hexadecimal digits");
    }
    if (sha256.length != HASH_BYTES) {
      throw new IllegalArgumentException("a SHA-256 hash has " + 2 * HASH_BYTES + " digits");
    }
    return new KnownToken(parts[0], roles, sha256);
  }

  String name() {
    return name;
  }

  Set<Role> roles() {
    return roles;
  }

  byte[] sha256() {
    return sha256.clone();
  }

  /** The line that {@link #parse} reads. */
  public String line() {
    return name
        + " "
        + roles.stream().sorted().map(Role::toString).collect(Collectors.joining(","))
        + " "
        + ALGORITHM
        + HexFormat.of().formatHex(sha256);
  }

  /** Name and roles. */
  @Override
  public String toString() {
    return name + " " + roles;
  }
}
