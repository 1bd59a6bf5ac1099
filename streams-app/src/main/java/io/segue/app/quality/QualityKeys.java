package io.segue.app.quality;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the store {@code quality}: {@code w/<minute>/<version>/<slice>} for what was examined
 * within a minute, {@code t/<trial>/active} and {@code t/<trial>/candidate} for the sides of a
 * trial. Times are milliseconds since 1970 in 13 digits, so that keys are in the order of time.
 */
final class QualityKeys {

  /** How long a window is. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final String WINDOWS = "w/";
  private static final String TRIALS = "t/";
  private static final String TIME = "%013d";
  private static final int PARTS = 4;

  /**
   * What a window's key says.
   *
   * @param version whose answers
   * @param slice which events, as {@link EventSlice#label}
   */
  record Window(String version, String slice) {}

  private QualityKeys() {}

  static String window(Instant at, String version, EventSlice slice) {
    return windowsFrom(at) + "/" + version + "/" + slice.label();
  }

  /** The first key of the windows from the one on that a moment lies in. */
  static String windowsFrom(Instant at) {
    long start = at.toEpochMilli() - Math.floorMod(at.toEpochMilli(), WINDOW.toMillis());
    return WINDOWS + TIME.formatted(Math.max(0, start));
  }

  /** After the last key of a window. */
  static String windowsEnd() {
    return WINDOWS + "~";
  }

  static String side(TrialSide side) {
    return trial(side.startedAtMs()) + (side.candidate() ? "/candidate" : "/active");
  }

  private static String trial(long startedAtMs) {
    return TRIALS + TIME.formatted(startedAtMs);
  }

  /** What the key of a window says; null for other keys. */
  static @Nullable Window parse(String key) {
    String[] parts = key.split("/", -1);
    return parts.length == PARTS && key.startsWith(WINDOWS) ? new Window(parts[2], parts[3]) : null;
  }
}
