package io.segue.trainer.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.ranking.Cascade;
import io.segue.recommender.sessions.Sessions;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingSearchTest {

  private static final int TRACKS = 300;
  private static final SearchSettings SMALL =
      new SearchSettings(
          Objective.DEFAULT,
          TimeSplit.Asked.EACH,
          300,
          3_000,
          500,
          20,
          2,
          0.1,
          60,
          1e9,
          List.of(new NextTrackSettings(16, 4, false, 0, 16, 0.5, 2, 0.05, 0.1, 0.001, 1)),
          new TreeSettings(20, 3, 0.2, 1, 1, 1),
          2,
          1);

  /** A shop: what was looked at two clicks ago is looked at again, half of the time. */
  private static Sessions shop() {
    SplittableRandom random = new SplittableRandom(4);
    int[][] sessions = new int[1_500][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = new int[4 + random.nextInt(6)];
      for (int i = 0; i < sessions[s].length; i++) {
        sessions[s][i] =
            i >= 2 && random.nextBoolean() ? sessions[s][i - 2] : random.nextInt(TRACKS);
      }
    }
    return Sessions.of(sessions);
  }

  @Test
  void findsOutByItselfThatTracksAreLookedAtAgain() throws InterruptedException {
    RankingSearch.Found found = RankingSearch.search(RankingData.of(shop(), TRACKS), SMALL);

    assertThat(found.holdout().ranks().mean(TargetRanks.hitRate(20))).isGreaterThan(0.3);
    assertThat(found.model().settings().ownTracks()).isTrue();
    Cascade cascade = found.model().newCascade();
    cascade.rank(new int[] {10, 20, 30}, 0, 3);
    assertThat(cascade.ranked(0)).isEqualTo(20);
    assertThat(cascade.placeOf(20)).isZero();
    for (int place = 1; place < cascade.size(); place++) {
      assertThat(cascade.score(place)).isLessThanOrEqualTo(cascade.score(place - 1));
    }
  }

  @Test
  void tooFewSessionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankingSearch.search(RankingData.of(shop().range(0, 50), TRACKS), SMALL))
        .withMessageContaining("50 sessions are too few");
  }

  @Test
  void groupsAreTheSameWhateverTheThreads() throws InterruptedException {
    Sessions sessions = shop();
    RankingSearch.Found found = RankingSearch.search(RankingData.of(sessions, TRACKS), SMALL);
    TimeSplit split = TimeSplit.at(sessions, TRACKS, 1_400, 1_500);
    int[] cases = split.cases(TimeSplit.Asked.EACH, 200, 1);

    TrainingGroups one = new GroupCollector(found.model(), split, cases, 10, 1).described(1);
    TrainingGroups three = new GroupCollector(found.model(), split, cases, 10, 1).described(3);

    assertThat(three.rows()).isEqualTo(one.rows());
    for (int i = 0; i < one.rows() * one.features(); i++) {
      assertThat(three.values()[i]).isEqualTo(one.values()[i]);
    }
  }
}
