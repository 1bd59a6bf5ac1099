package io.segue.trainer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.sessions.Sessions;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.ranking.SearchSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingMakerTest {

  private static final RankingBudget SHORT = new RankingBudget(Duration.ofMillis(200));

  @Test
  void playlistsComeInOrderOfTimeAndInTheModelsNumbers() {
    Corpus playlists =
        new Corpus(
            new int[] {0, 1, 2, 2, 3, 0},
            new int[] {0, 2, 4, 6},
            new int[] {9, 30, 5, 20, 0, 0},
            new int[0]);

    Sessions sessions = RankingMaker.sessions(playlists, new int[] {2, 0, 1}, 4, 100, new float[0]);

    assertThat(sessions.tracks()).containsExactly(1, 0, 0, 1, 2);
    assertThat(sessions.starts()).containsExactly(0, 1, 3, 5);
  }

  @Test
  void weightsGoWithTheirEvents() {
    Corpus playlists =
        new Corpus(
            new int[] {0, 1, 2, 2, 3, 0},
            new int[] {0, 2, 4, 6},
            new int[] {9, 30, 5, 20, 0, 0},
            new int[0],
            new float[] {1, 2, 3, 4, 5, 6});
    float[] weights = new float[6];

    Sessions sessions = RankingMaker.sessions(playlists, new int[] {2, 0, 1}, 4, 100, weights);

    // The third playlist is the oldest, and its track 3 is not the model's.
    assertThat(sessions.tracks()).containsExactly(1, 0, 0, 1, 2);
    assertThat(Arrays.copyOf(weights, 5)).containsExactly(6, 3, 4, 1, 2);
  }

  @Test
  void ofLongPlaylistsTheNewestTracksAreKeptAndOfManyPlaylistsTheNewest() {
    int length = RankingMaker.PLAYLIST_TRACKS_MAX + 10;
    int[] tokens = new int[length + 2];
    Arrays.setAll(tokens, i -> i < length ? i : 0);
    Corpus playlists = new Corpus(tokens, new int[] {0, length, length + 2});
    int[] tracks = new int[length];
    Arrays.setAll(tracks, i -> i);

    Sessions all = RankingMaker.sessions(playlists, tracks, length, 10_000, new float[0]);
    Sessions newest = RankingMaker.sessions(playlists, tracks, length, 100, new float[0]);

    assertThat(all.length(0)).isEqualTo(RankingMaker.PLAYLIST_TRACKS_MAX);
    assertThat(all.tracks()[0]).isEqualTo(10);
    assertThat(newest.size()).isOne();
    assertThat(newest.tracks()).containsExactly(0, 0);
  }

  @Test
  void rankingIsTrainedOnThePlaylists() throws Exception {
    RankingOutcome outcome = make(chains(400), SHORT);

    RankingModel model = Objects.requireNonNull(outcome.model());
    assertThat(model.index().sessions().size()).isEqualTo(400);
    assertThat(model.index().tracks()).isEqualTo(50);
    assertThat(outcome.profile().exists()).isTrue();
    assertThat(outcome.profile().figures().get("holdout.hr@20")).isGreaterThan(0.8);
    assertThat(outcome.profile().figures().get("bytes_per_event")).isBetween(8.0, 20.0);
    assertThat(outcome.profile().settings()).containsKey("shortlist");
  }

  @Test
  void tooFewPlaylistsGiveNoRankingAndAReason() throws Exception {
    RankingOutcome outcome = make(chains(99), SHORT);

    assertThat(outcome.model()).isNull();
    assertThat(outcome.profile().exists()).isFalse();
    assertThat(outcome.profile().outcome())
        .isEqualTo(
            "none: 99 training playlists are too few to hold some out; at least 100 are needed");
  }

  @Test
  void rankingCanBeSwitchedOff() throws Exception {
    assertThat(make(chains(200), RankingBudget.OFF).profile().outcome())
        .isEqualTo("none: it was switched off");
  }

  @Test
  void lessTimeMeansLessWorkAndManyTracksShortVectors() {
    Sessions sessions =
        RankingMaker.sessions(chains(20_000), identity(), 50, 1_000_000, new float[0]);

    SearchSettings plenty = new RankingBudget(Duration.ofHours(2)).settings(sessions, 10_000, 2, 1);
    SearchSettings little = SHORT.settings(sessions, 10_000, 2, 1);
    SearchSettings wide = new RankingBudget(Duration.ofHours(2)).settings(sessions, 900_000, 2, 1);

    assertThat(plenty.trees().rounds()).isEqualTo(SearchSettings.DEFAULTS.trees().rounds());
    assertThat(plenty.nextTracks().get(0).dimension()).isEqualTo(96);
    assertThat(little.trees().rounds()).isLessThan(plenty.trees().rounds());
    assertThat(little.trainingCases()).isLessThan(plenty.trainingCases());
    assertThat(little.nextTracks().get(1).dimension()).isEqualTo(48);
    assertThat(wide.nextTracks().get(0).dimension()).isEqualTo(32);
    assertThat(RankingBudget.fits(2_000_000)).isTrue();
    assertThat(RankingBudget.fits(3_000_000)).isFalse();
  }

  private static RankingOutcome make(Corpus playlists, RankingBudget budget)
      throws InterruptedException {
    return RankingMaker.make(playlists, identity(), 50, budget, 2, 1);
  }

  private static int[] identity() {
    int[] tracks = new int[50];
    Arrays.setAll(tracks, i -> i);
    return tracks;
  }

  /** Playlists of 6 tracks, in which each track is followed by the one of the next number. */
  private static Corpus chains(int playlists) {
    SplittableRandom random = new SplittableRandom(5);
    int[] tokens = new int[6 * playlists];
    int[] offsets = new int[playlists + 1];
    for (int playlist = 0; playlist < playlists; playlist++) {
      int first = random.nextInt(50);
      for (int i = 0; i < 6; i++) {
        tokens[6 * playlist + i] = (first + i) % 50;
      }
      offsets[playlist + 1] = 6 * (playlist + 1);
    }
    return new Corpus(tokens, offsets);
  }
}
