package io.segue.app.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a token allows. Reading and writing do not include each other. */
public enum Role {
  /** To ask: playlists, recommendations, index versions, metrics. */
  READ,
  /** To write events. */
  WRITE,
  /** Everything. */
  ADMIN;

  /**
   * The role of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Role named(String name) {
    for (Role role : values()) {
      if (role.toString().equals(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + name
            + "' is no role; roles are "
            + Arrays.stream(values()).map(Role::toString).collect(Collectors.joining(", ")));
  }

  /** In small letters, as files and options have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
