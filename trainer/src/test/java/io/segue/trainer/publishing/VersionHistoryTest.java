package io.segue.trainer.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.IndexManifest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {

  @Test
  void versionsAreNumberedOn() {
    assertThat(history("").next()).isEqualTo("v1");
    assertThat(history("v10", "v10", "v9", "v2").next()).isEqualTo("v11");
  }

  @Test
  void theLastThreeAreKept() {
    assertThat(outdated("v3", "v4", "v1", "v2", "v3")).containsExactly("v1");
    assertThat(outdated("v2", "v3", "v1", "v2")).isEmpty();
  }

  @Test
  void theOneThatWasActiveIsKeptHoweverOld() {
    assertThat(outdated("v1", "v5", "v1", "v2", "v3", "v4")).containsExactly("v2");
  }

  @Test
  void aVersionThatIsNotActivatedLeavesTheOneToRollBackTo() {
    VersionHistory history =
        new VersionHistory(
            Stream.of("v1", "v2", "v3", "v4", "v5").map(Manifests::of).toList(),
            Optional.of(new ActiveIndex("v2", "v1", Instant.EPOCH, "", null)));
    assertThat(history.outdatedBy("v6", false))
        .extracting(IndexManifest::getVersion)
        .containsExactly("v3");
    assertThat(history.outdatedBy("v6", true))
        .extracting(IndexManifest::getVersion)
        .containsExactly("v1", "v3");
  }

  private static List<String> outdated(String active, String published, String... versions) {
    return history(active, versions).outdatedBy(published, true).stream()
        .map(IndexManifest::getVersion)
        .toList();
  }

  private static VersionHistory history(String active, String... versions) {
    return new VersionHistory(
        Arrays.stream(versions).map(Manifests::of).toList(),
        active.isEmpty()
            ? Optional.empty()
            : Optional.of(new ActiveIndex(active, null, Instant.EPOCH, "", null)));
  }
}
