package io.segue.app.api;

import java.util.HashMap;
import java.util.Map;

/**
 * The headers that every answer has unless it brings its own: browsers are to guess no types, keep
 * nothing, show nothing in frames, and load nothing. Answers are for the caller alone, so no cache
 * may keep them.
 */
final class SecurityHeaders {

  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "no-referrer");

  private final Map<String, String> headers;

  SecurityHeaders(boolean encrypted) {
    Map<String, String> all = new HashMap<>(ALWAYS);
    if (encrypted) {
      all.put("Strict-Transport-Security", "max-age=31536000");
    }
    headers = Map.copyOf(all);
  }

  /** All headers of the answer but those that describe its body. */
  Map<String, String> with(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(own);
    return all;
  }
}
