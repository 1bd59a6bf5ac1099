package io.segue.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.doctor.Finding.State;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void aJdkThatIsTooOldOrLacksTheVectorApiIsSaidSo() {
    assertThat(MachineChecks.jdk(21, true).state()).isEqualTo(State.BAD);
    assertThat(MachineChecks.jdk(25, false).mend()).contains("scripts/segue");
    assertThat(MachineChecks.jdk().state()).isEqualTo(State.GOOD);
  }

  @Test
  void aDiskThatIsFullIsSaidSo() {
    assertThat(MachineChecks.disk(folder, 1L << 20).state()).isEqualTo(State.BAD);
    assertThat(MachineChecks.disk(folder, 1L << 40).found()).startsWith("1024.0 GiB are free");
  }

  @Test
  void ofAFolderThatIsNotThereYetTheDiskIsThatOfTheFolderAbove() {
    assertThat(MachineChecks.disk(folder.resolve("a/b/c")).found())
        .contains("under " + folder.toAbsolutePath().normalize());
  }

  @Test
  void anEventFromTheFutureMeansThatAClockIsWrong() {
    Instant now = Instant.ofEpochSecond(1_000_000);

    assertThat(KafkaChecks.clock(-1, now).state()).isEqualTo(State.GOOD);
    assertThat(KafkaChecks.clock(now.toEpochMilli() + 1_000, now).state()).isEqualTo(State.GOOD);
    assertThat(KafkaChecks.clock(now.toEpochMilli() + 90_000, now))
        .isEqualTo(
            Finding.bad(
                "clock",
                "The latest event is from 90 seconds in the future.",
                "This machine's clock is behind, or a producer's is ahead; have both follow a time"
                    + " server (timedatectl set-ntp true)."));
  }
}
