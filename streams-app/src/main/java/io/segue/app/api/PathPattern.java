package io.segue.app.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with variables. Immutable. */
final class PathPattern {

  private final List<String> segments;

  PathPattern(String pattern) {
    segments = segmentsOf(pattern);
  }

  /** The segments of a path, still encoded, so that an encoded slash separates nothing. */
  static List<String> segmentsOf(String path) {
    return List.of(path.split("/", -1));
  }

  /** Whether the path fits; its variables are not decoded. */
  boolean fits(List<String> rawSegments) {
    if (rawSegments.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String expected = segments.get(i);
      if (!expected.startsWith("{") && !expected.equals(rawSegments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The variables' decoded values if the path fits; nothing if it does not. */
  Optional<Map<String, String>> match(List<String> rawSegments) {
    if (rawSegments.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String expected = segments.get(i);
      String actual = rawSegments.get(i);
      if (expected.startsWith("{")) {
        values.put(
            expected.substring(1, expected.length() - 1), PercentEncoding.decode(actual, false));
      } else if (!expected.equals(actual)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
