package io.segue.app.api;

import io.segue.app.access.Role;
import java.util.Map;
import java.util.Optional;

/**
 * Which role each endpoint needs, all in one table. An endpoint that nobody has entered needs
 * {@link Role#ADMIN}: who forgets it locks callers out, not in.
 */
final class Permissions {

  /** For whoever has to decide whether the process lives; says nothing of anybody's playlists. */
  private static final Optional<Role> NOBODY_IS_ASKED = Optional.empty();

  private static final Optional<Role> READ = Optional.of(Role.READ);
  private static final Optional<Role> WRITE = Optional.of(Role.WRITE);

  private static final Map<String, Optional<Role>> ROLES =
      Map.of(
          "GET /v1/playlists/{id}", READ,
          "GET /v1/playlists/{id}/recommendations", READ,
          "POST /v1/recommendations", READ,
          "GET /v1/tracks/{id}/similar", READ,
          "POST /v1/playlists/{id}/events", WRITE,
          "GET /v1/index", READ,
          "GET /v1/index/report", READ,
          "GET /metrics", READ,
          "GET /healthz", NOBODY_IS_ASKED,
          "GET /readyz", NOBODY_IS_ASKED);

  private Permissions() {}

  /** The role that the endpoint needs; nothing when it needs none. */
  static Optional<Role> roleFor(Endpoint endpoint) {
    return ROLES.getOrDefault(name(endpoint), Optional.of(Role.ADMIN));
  }

  /** Whether somebody has thought about who may use the endpoint. */
  static boolean isDecided(Endpoint endpoint) {
    return ROLES.containsKey(name(endpoint));
  }

  private static String name(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path();
  }
}
