package io.segue.trainer.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.ServedTrack;
import io.segue.trainer.card.OnlineCardHtml;
import io.segue.trainer.card.Run;
import io.segue.trainer.online.OnlineReport.SourceResult;
import io.segue.trainer.online.OnlineReport.VersionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OnlineTallyTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final OnlineTally tally = new OnlineTally(Duration.ofMinutes(30));

  @Test
  void anEventIsHeldAgainstTheLastAnswerBeforeIt() throws Exception {
    tally.answered(answer("p", 0, "v1", "a", "b", "c"));
    tally.answered(answer("p", 60, "v1", "c", "b", "a"));
    tally.played("p", "a", NOON.plusSeconds(90));

    VersionResult result = result("v1");
    assertThat(result.answers()).isEqualTo(2);
    assertThat(result.questions()).isEqualTo(1);
    assertThat(result.hitRates()).containsEntry(1, 0.0).containsEntry(5, 1.0);
    assertThat(result.reciprocalRank()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(tally.report().byRank()).containsExactly(0L, 0L, 1L);
  }

  @Test
  void anAnswerIsAskedAboutOneEvent() throws Exception {
    tally.answered(answer("p", 0, "v1", "a", "b"));
    tally.played("p", "a", NOON.plusSeconds(1));
    tally.played("p", "b", NOON.plusSeconds(2));

    assertThat(result("v1").questions()).isEqualTo(1);
  }

  @Test
  void whatNobodyFollowedInTimeIsNoQuestion() throws Exception {
    tally.answered(answer("p", 0, "v1", "a"));
    tally.played("p", "a", NOON.minusSeconds(1));
    tally.played("other", "a", NOON.plusSeconds(1));
    tally.played("p", "a", NOON.plus(Duration.ofHours(1)));

    assertThat(result("v1").questions()).isZero();
    assertThat(result("v1").hitRates()).containsEntry(20, 0.0);
  }

  @Test
  void versionsAreApartAndSourcesToldByWhatTheyShowed() throws Exception {
    tally.answered(answer("p", 0, "v2", "a", "b"));
    tally.answered(answer("q", 0, "v10", "c", "d"));
    tally.played("p", "b", NOON.plusSeconds(1));
    tally.played("q", "x", NOON.plusSeconds(1));

    assertThat(tally.report().versions())
        .extracting(VersionResult::version)
        .containsExactly("v2", "v10");
    assertThat(result("v2").hitRates()).containsEntry(20, 1.0);
    assertThat(result("v10").hitRates()).containsEntry(20, 0.0);
    assertThat(result("v2").tracksShown()).isEqualTo(2);
    assertThat(tally.report().sources())
        .containsEntry("ranked", new SourceResult(2, 0))
        .containsEntry("artist", new SourceResult(2, 1));
  }

  @Test
  void aVersionIsMeasuredAsATrainingMeasuresItsTest() throws Exception {
    tally.answered(answer("p", 0, "v1", "a", "b"));
    tally.answered(answer("q", 0, "v1", "c", "d"));
    tally.answered(answer("r", 0, "v2", "c"));
    tally.played("p", "b", NOON.plusSeconds(1));
    tally.played("q", "x", NOON.plusSeconds(1));

    assertThat(result("v1").nextTrack())
        .hasEntrySatisfying("hr@100", hits -> assertThat(hits.mean()).isEqualTo(0.5))
        .hasEntrySatisfying("mrr@100", ranks -> assertThat(ranks.mean()).isEqualTo(0.25));
    assertThat(result("v1").slices())
        .singleElement()
        .satisfies(
            slice -> {
              assertThat(slice.name()).isEqualTo("3 to 4");
              assertThat(slice.questions()).isEqualTo(2);
              assertThat(slice.hitRate().mean()).isEqualTo(0.5);
            });
    assertThat(result("v2").nextTrack()).isEmpty();
    String page = OnlineCardHtml.of(new Run("20261122-120000", NOON), "About it.", tally.report());
    assertThat(page).contains("v1: hr@100 by playlist length", "About it.", "rank 2", "ranked");
  }

  private VersionResult result(String version) throws Exception {
    return tally.report().versions().stream()
        .filter(result -> result.version().equals(version))
        .findFirst()
        .orElseThrow();
  }

  /** The first track is ranked, the others are by an artist of the playlist. */
  private static ServedRecommendations answer(
      String playlist, int second, String version, String... tracks) {
    return new ServedRecommendations(
        NOON.plusSeconds(second),
        playlist,
        3,
        version,
        false,
        "host:1",
        1.0,
        Arrays.stream(tracks)
            .map(
                track -> new ServedTrack(track, track.equals(tracks[0]) ? "ranked" : "artist", 0.5))
            .toList());
  }
}
