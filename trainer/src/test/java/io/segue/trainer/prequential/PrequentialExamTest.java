package io.segue.trainer.prequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.recommender.Model;
import io.segue.recommender.ModelBuilder;
import io.segue.recommender.QuerySettings;
import io.segue.recommender.TrackArtists;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.live.LiveSettings;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.PlaylistEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrequentialExamTest {

  private static final Model MODEL =
      ModelBuilder.build(
          Vocabulary.of(List.of("a", "b")),
          new int[] {2, 1},
          Vocabulary.of(List.of()),
          new int[] {-1, -1},
          VectorTable.of(new float[][] {{1, 0}, {0, 1}}),
          QuerySettings.DEFAULT,
          HnswSettings.DEFAULT,
          1,
          done -> {});

  @Test
  void anEventIsAskedAboutBeforeItIsLearnt() {
    List<PlaylistEvent> events =
        IntStream.range(0, 4)
            .boxed()
            .flatMap(
                playlist ->
                    EventStream.of(List.of(List.of("a", "new")), "p" + playlist + "-").stream())
            .toList();
    Variant.Taught online = Variant.SERVED.start(MODEL, TrackArtists.NONE);
    Marks marks =
        PrequentialExam.run(
            events,
            List.of(online.learner()),
            List.of(Variant.frozen("offline", MODEL, TrackArtists.NONE), online.arm()),
            number -> true,
            done -> {});

    // Of each playlist the second event is asked about; the third playlist is the first to profit.
    assertThat(marks.size()).isEqualTo(4);
    assertThat(marks.ranks(0, question -> true).mean(TargetRanks.hitRate(100))).isZero();
    assertThat(marks.ranks(1, question -> question < 2).mean(TargetRanks.hitRate(100))).isZero();
    assertThat(marks.ranks(1, question -> question >= 2).mean(TargetRanks.hitRate(1))).isEqualTo(1);
    assertThat(marks.gains(1, 0, 1)).containsExactly(0, 0, 1, 1);
  }

  @Test
  void theFreshTracksThatWereHeardLastStayWhenThereIsNoRoomForAll() {
    Variant narrow = new Variant("narrow", 3, LiveSettings.DEFAULT.withFreshMax(8));
    Variant.Taught online = narrow.start(MODEL, TrackArtists.NONE);
    for (int track = 0; track < 30; track++) {
      for (String playlist : List.of("p", "q")) {
        EventStream.of(List.of(List.of("a", "new" + track)), playlist + track + "-")
            .forEach(online.learner()::learn);
      }
    }

    assertThat(online.arm().answers().next(List.of("a"), 20)).contains("new29");
  }

  @Test
  void theReportTellsSlicesAndDrawsACurveForEach() throws Exception {
    Marks marks = new Marks(List.of("one", "two"));
    for (int question = 0; question < 40; question++) {
      marks.add(question, question % 2 == 0 ? "a" : "b", new int[] {1, TargetRanks.MISSED});
    }
    PrequentialReport report =
        new PrequentialReport(marks, 40, Map.of("even", question -> question % 2 == 0));

    assertThat(report.json().at("/slices/even/one/hr@20").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(report.json().at("/slices/even/one/questions").asInt()).isEqualTo(20);
    assertThat(report.plots()).hasSize(2);
    assertThat(report.plots().get(0).series()).hasSize(2);
    assertThat(report.plots().get(0).series().get(0).dots()).hasSize(20);
    assertThat(report.text()).contains("two beside one: hr@20 -1.0000");
  }
}
