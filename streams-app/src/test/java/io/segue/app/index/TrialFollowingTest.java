package io.segue.app.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.index.VersionStatus.State;
import io.segue.recommender.Recommender;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials, as an instance learns of them from the topics. */
class TrialFollowingTest {

  private final InMemoryIndexSource source = new InMemoryIndexSource();
  private final ServedIndex served = new ServedIndex();
  @TempDir private Path cache;
  private IndexFollower follower;

  @SuppressWarnings("NullAway.Init") // JUnit sets the folder and calls the method below
  TrialFollowingTest() {}

  @BeforeEach
  void serveV1() throws Exception {
    follower =
        new IndexFollower(
            source,
            cache,
            served,
            (manifest, model) -> new Recommender(model, track -> null),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            new SimpleMeterRegistry());
    source.publish(Bundle.of("v1", 1));
    source.publish(Bundle.of("v2", 2));
    source.activate("v1", null);
    settle();
  }

  @Test
  void theCandidateIsInMemoryBesideTheVersionThatServes() throws Exception {
    source.putOnTrial("v2", "v1");
    settle();

    assertThat(Objects.requireNonNull(served.current()).version()).isEqualTo("v1");
    assertThat(Objects.requireNonNull(served.view().trial()).candidate().version()).isEqualTo("v2");
    assertThat(state("v2")).isEqualTo(State.CANDIDATE);
  }

  @Test
  void eachPlaylistHasOneOfThemAndKeepsIt() throws Exception {
    source.putOnTrial("v2", "v1");
    settle();

    int candidates = 0;
    for (int i = 0; i < 1_000; i++) {
      ServingIndex index = served.view().forPlaylist("p" + i);
      assertThat(index).isSameAs(served.view().forPlaylist("p" + i));
      candidates += Objects.requireNonNull(index).version().equals("v2") ? 1 : 0;
    }
    assertThat(candidates).isBetween(430, 570);
  }

  @Test
  void aCandidateThatIsPromotedServesAtOnceAndTheOtherStaysAtHand() throws Exception {
    source.putOnTrial("v2", "v1");
    settle();
    ServingIndex candidate = Objects.requireNonNull(served.view().trial()).candidate();
    int chunksRead = source.chunksRead;
    source.activate("v2", "v1");
    settle();

    assertThat(served.current()).isSameAs(candidate);
    assertThat(served.view().trial()).isNull();
    assertThat(state("v1")).isEqualTo(State.PREVIOUS);
    assertThat(source.chunksRead).isEqualTo(chunksRead);
  }

  @Test
  void aCandidateThatIsRolledBackIsLetGoOf() throws Exception {
    source.putOnTrial("v2", "v1");
    settle();
    source.activate("v1", null);
    settle();

    assertThat(Objects.requireNonNull(served.current()).version()).isEqualTo("v1");
    assertThat(served.view().trial()).isNull();
    assertThat(state("v2")).isEqualTo(State.READY);
  }

  @Test
  void theVersionBeforeMayBeOnTrialToo() throws Exception {
    source.activate("v2", "v1");
    settle();
    source.putOnTrial("v1", "v2");
    settle();

    assertThat(state("v1")).isEqualTo(State.CANDIDATE);
    source.activate("v2", "v1");
    settle();
    assertThat(state("v1")).isEqualTo(State.PREVIOUS);
  }

  @Test
  void aCandidateThatIsNotThereLeavesAllPlaylistsToTheVersionThatServes() throws Exception {
    source.putOnTrial("v9", "v1");
    settle();

    assertThat(served.view().trial()).isNull();
    assertThat(state("v9")).isEqualTo(State.FAULTY);
    assertThat(Objects.requireNonNull(served.view().forPlaylist("p")).version()).isEqualTo("v1");
  }

  private void settle() throws Exception {
    for (int i = 0; i < 20; i++) {
      follower.step(Duration.ZERO);
    }
  }

  private @Nullable State state(String version) {
    return served.view().versions().stream()
        .filter(status -> status.version().equals(version))
        .map(VersionStatus::state)
        .findFirst()
        .orElse(null);
  }
}
