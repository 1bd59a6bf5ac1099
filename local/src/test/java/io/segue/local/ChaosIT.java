package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.local.chaos.Chaos;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short forms of what {@code scripts/chaos} does for minutes. */
class ChaosIT {

  private static final long SEED = Long.getLong("segue.it.seed", 1);
  private static final int FUZZED = Integer.getInteger("segue.it.fuzzed", 1_000);

  @TempDir Path folder;

  @Test
  void fuzzedRequestsAndRecordsLeaveGoodInputServed() throws Exception {
    assertThat(Chaos.fuzz(folder, SEED, FUZZED)).isEmpty();
  }

  @Test
  void aKilledInstanceLosesNothingDoublesNothingAndGivesNoWrongAnswer() throws Exception {
    List<String> broken = Chaos.killOnce(folder, SEED);

    // How many queries find an answer is a question of the machine's speed, too.
    assertThat(broken).allMatch(promise -> promise.contains("answered with 200"));
  }
}
