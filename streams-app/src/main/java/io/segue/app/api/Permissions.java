package io.segue.app.api;

import io.segue.app.access.Role;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which role each endpoint needs, all in one table. An endpoint that nobody has entered needs
 * {@link Role#ADMIN}: who forgets it locks callers out, not in.
 */
final class Permissions {

  /**
   * For whoever has to decide whether the process lives, and for the pages: says nothing of
   * anybody's playlists.
   */
  private static final Optional<Role> NOBODY_IS_ASKED = Optional.empty();

  private static final Optional<Role> READ = Optional.of(Role.READ);
  private static final Optional<Role> WRITE = Optional.of(Role.WRITE);
  private static final Optional<Role> ADMIN = Optional.of(Role.ADMIN);

  private static final Map<String, Optional<Role>> ROLES =
      Map.ofEntries(
          Map.entry("GET /v1/playlists/{id}", READ),
          Map.entry("GET /v1/playlists/{id}/recommendations", READ),
          Map.entry("GET /v1/playlists/{id}/recommendations/live", READ),
          Map.entry("POST /v1/recommendations", READ),
          Map.entry("POST /v1/recommendations:batch", READ),
          Map.entry("GET /v1/tracks", READ),
          Map.entry("GET /v1/tracks/{id}/similar", READ),
          Map.entry("POST /v1/playlists/{id}/events", WRITE),
          Map.entry("GET /v1/index", READ),
          Map.entry("GET /v1/index/report", READ),
          Map.entry("POST /v1/index/rollback", ADMIN),
          Map.entry("GET /v1/instances", READ),
          Map.entry("GET /v1/instances/self", READ),
          Map.entry("GET /v1/quality", READ),
          Map.entry("GET /v1/quality/tallies", READ),
          Map.entry("GET /v1/health/data", READ),
          Map.entry("GET /metrics", READ),
          Map.entry("GET /", NOBODY_IS_ASKED),
          Map.entry("GET /operate", NOBODY_IS_ASKED),
          Map.entry("GET /reference", NOBODY_IS_ASKED),
          Map.entry("GET /openapi.yaml", NOBODY_IS_ASKED),
          Map.entry("GET /web/{file}", NOBODY_IS_ASKED),
          Map.entry("GET /healthz", NOBODY_IS_ASKED),
          Map.entry("GET /readyz", NOBODY_IS_ASKED));

  private Permissions() {}

  /** The role that the endpoint needs; nothing when it needs none. */
  static Optional<Role> roleFor(Endpoint endpoint) {
    return ROLES.getOrDefault(name(endpoint), ADMIN);
  }

  /** Whether somebody has thought about who may use the endpoint. */
  static boolean isDecided(Endpoint endpoint) {
    return ROLES.containsKey(name(endpoint));
  }

  /** Every route, method and path, that somebody has thought about. */
  static Set<String> routes() {
    return ROLES.keySet();
  }

  private static String name(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path();
  }
}
