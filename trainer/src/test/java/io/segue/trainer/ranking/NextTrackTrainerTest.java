package io.segue.trainer.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.retrieval.Query;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorMath;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NextTrackTrainerTest {

  private static final int TRACKS = 40;
  private static final NextTrackSettings SETTINGS =
      new NextTrackSettings(16, 4, false, 0, 16, 0.5, 10, 0.1, 0.1, 0.0001, 1);

  /** After track t comes t + 1, or now and then t + 7. */
  private static Sessions chains() {
    SplittableRandom random = new SplittableRandom(2);
    int[][] sessions = new int[2_000][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = new int[2 + random.nextInt(5)];
      int track = random.nextInt(TRACKS);
      for (int i = 0; i < sessions[s].length; i++) {
        sessions[s][i] = track;
        track = (track + (random.nextInt(4) == 0 ? 7 : 1)) % TRACKS;
      }
    }
    return Sessions.of(sessions);
  }

  @Test
  void learnsWhatFollowsWhat() {
    NextTrackModel model = NextTrackTrainer.train(chains(), TRACKS, SETTINGS);

    float[] h = new float[model.inputs().stride()];
    Query query = new Query(10);
    for (int track = 0; track < TRACKS; track++) {
      query.read(new int[] {(track + TRACKS - 1) % TRACKS, track}, 0, 2);
      model.encode(query, h);
      int best = 0;
      for (int other = 0; other < TRACKS; other++) {
        best = model.score(h, other) > model.score(h, best) ? other : best;
      }
      assertThat(best).isEqualTo((track + 1) % TRACKS);
    }
  }

  @Test
  void tiedVectorsLearnWhatBelongsTogether() {
    NextTrackModel model =
        NextTrackTrainer.train(
            chains(), TRACKS, new NextTrackSettings(16, 4, true, 8, 16, 0.5, 10, 0.1, 0.1, 0, 1));

    assertThat(model.tied()).isTrue();
    float[] h = new float[model.inputs().stride()];
    Query query = new Query(10);
    int near = 0;
    for (int track = 0; track < TRACKS; track++) {
      query.read(new int[] {track}, 0, 1);
      model.encode(query, h);
      assertThat(VectorMath.dot(h, 0, h, 0, h.length)).isCloseTo(64, Offset.offset(0.01f));
      int far = (track + TRACKS / 2) % TRACKS;
      near += model.score(h, (track + 1) % TRACKS) > model.score(h, far) ? 1 : 0;
    }
    assertThat(near).isGreaterThan(TRACKS * 3 / 4);
  }

  @Test
  void sameSeedGivesTheSameBits() {
    NextTrackModel one = NextTrackTrainer.train(chains(), TRACKS, SETTINGS);
    NextTrackModel two = NextTrackTrainer.train(chains(), TRACKS, SETTINGS);

    assertThat(one.inputs().values()).isEqualTo(two.inputs().values());
    assertThat(one.outputs().values()).isEqualTo(two.outputs().values());
    assertThat(one.bias()).isEqualTo(two.bias());
  }
}
