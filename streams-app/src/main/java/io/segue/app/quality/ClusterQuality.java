package io.segue.app.quality;

import java.time.Duration;

/** What all instances' parts of the store {@code quality} hold. Thread-safe; asks the network. */
public interface ClusterQuality {

  /** Of how many partitions a whole reading is. */
  int partitions();

  /**
   * Reads all parts that can be had.
   *
   * @param back how far back windows go, the one that is under way included
   * @param trialStartedAtMs which trial to read as well; 0 for none
   * @return what instances answered; {@link QualityReading#partitions} says of which partitions
   */
  QualityReading read(Duration back, long trialStartedAtMs);
}
