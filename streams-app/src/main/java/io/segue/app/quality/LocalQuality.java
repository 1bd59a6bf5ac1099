package io.segue.app.quality;

import java.time.Duration;

/** What this instance's part of the store {@code quality} holds. Thread-safe. */
@FunctionalInterface
public interface LocalQuality {

  /**
   * Reads it.
   *
   * @param back how far back windows go, the one that is under way included
   * @param trialStartedAtMs which trial to read as well; 0 for none
   * @return of the partitions that can be read now; {@link QualityReading#NOTHING} when none can
   */
  QualityReading read(Duration back, long trialStartedAtMs);
}
