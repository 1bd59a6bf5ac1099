package io.segue.app.health;

import io.segue.schemas.Action;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the events of the last hour compare with what the version that serves was trained on, by the
 * partitions of one instance.
 *
 * @param minutes how far back it goes
 * @param version the version; null while none serves
 * @param events how many valid events there were
 * @param actions how many of each action
 * @param deadLetters how many records could not be processed
 * @param checks each measure beside its threshold
 * @param verdict what they come to
 */
public record HealthReport(
    int minutes,
    @Nullable String version,
    long events,
    Map<Action, Long> actions,
    long deadLetters,
    List<Check> checks,
    Verdict verdict) {

  /** What the checks come to. */
  public enum Verdict {
    /** All measures are within their thresholds. */
    FINE,
    /** At least one is not. */
    DRIFTED,
    /** There were too few events, or no version serves, so nothing can be said. */
    UNKNOWN
  }

  /**
   * A measure beside its threshold.
   *
   * @param name what is measured: {@code unknown-tracks}, {@code popularity}, {@code positions} or
   *     {@code dead-letters}
   * @param value 0 to 1
   * @param threshold what it should not exceed
   * @param exceeded whether it does
   */
  public record Check(String name, double value, double threshold, boolean exceeded) {

    static Check of(String name, double value, double threshold) {
      return new Check(name, value, threshold, value > threshold);
    }
  }
}
