package io.segue.app.access;

import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says who a caller is. Immutable and thread-safe.
 *
 * <p>A token that is shown is hashed, and the hash compared with every known one, each in constant
 * time and without stopping at the one that fits: how long it takes tells nothing of what is known.
 */
public final class AccessPolicy {

  private static final Caller ANYONE = new Caller("anyone", EnumSet.allOf(Role.class), true);

  /** An instance passes on what it has allowed before, and only questions. */
  private static final Caller INSTANCE = new Caller("another instance", Set.of(Role.READ), true);

  private static final AccessPolicy OPEN = new AccessPolicy(List.of(), null, true);

  private final List<KnownToken> tokens;
  private final byte @Nullable [] internal;
  private final boolean open;

  private AccessPolicy(List<KnownToken> tokens, byte @Nullable [] internal, boolean open) {
    this.tokens = List.copyOf(tokens);
    this.internal = internal;
    this.open = open;
  }

  /** Anyone may do anything. */
  public static AccessPolicy open() {
    return OPEN;
  }

  /**
   * Whoever shows one of the tokens may do what it allows.
   *
   * @param internal the token by which instances know each other
   */
  public static AccessPolicy of(List<KnownToken> tokens, Secret internal) {
    return new AccessPolicy(tokens, Secret.sha256(internal.reveal()), false);
  }

  /** Whether anyone may do anything. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Who shows this token; nobody when it is not known.
   *
   * @param shown the token of the request; null when it has none
   */
  public Optional<Caller> caller(@Nullable String shown) {
    if (open) {
      return Optional.of(ANYONE);
    }
    if (shown == null) {
      return Optional.empty();
    }
    byte[] hash = Secret.sha256(shown);
    Caller found = null;
    for (KnownToken token : tokens) {
      if (MessageDigest.isEqual(hash, token.sha256())) {
        found = new Caller(token.name(), token.roles(), false);
      }
    }
    if (MessageDigest.isEqual(hash, internal)) {
      found = INSTANCE;
    }
    return Optional.ofNullable(found);
  }
}
