package io.segue.trainer.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.IndexManifest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  private static List<String> outdated(String active, String published, String... versions) {
    return history(active, versions).outdatedBy(published).stream()
        .map(IndexManifest::getVersion)
        .toList();
  }

  private static VersionHistory history(String active, String... versions) {
    return new VersionHistory(
        Arrays.stream(versions).map(Manifests::of).toList(),
        active.isEmpty()
            ? Optional.empty()
            : Optional.of(new ActiveIndex(active, null, Instant.EPOCH, "")));
  }
}
