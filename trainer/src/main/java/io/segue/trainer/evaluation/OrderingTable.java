package io.segue.trainer.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.segue.recommender.Recommender;
import io.segue.recommender.behaviour.OrderingCosts;
import io.segue.trainer.card.Run;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.examination.Questions;
import io.segue.trainer.examination.Thresholds;
import io.segue.trainer.pipeline.RankingBudget;
import io.segue.trainer.pipeline.Release;
import io.segue.trainer.pipeline.Training;
import io.segue.trainer.pipeline.TrainingListener;
import io.segue.trainer.pipeline.TrainingSettings;
import io.segue.trainer.space.SearchPlan;
import io.segue.trainer.trials.SearchHistory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What wishes about the order cost, for people and as JSON. */
record OrderingTable(List<OrderingCosts.Row> rows) {

  private static final int K = 20;
  private static final int QUESTIONS_MAX = 5_000;

  /**
   * Trains a version as {@code train} does, publishes nothing, and asks it for the last tracks of
   * the test playlists.
   */
  static OrderingTable measure(
      Path playlists, RankingBudget ranking, long seed, int threads, TrainingListener listener)
      throws InterruptedException {
    Dataset dataset = FileDatasetReader.read(playlists, DatasetSettings.DEFAULT);
    Recommender recommender =
        new Recommender(
            Training.run(
                    dataset,
                    new TrainingSettings(SearchPlan.DEFAULT, seed, threads, ranking),
                    null,
                    SearchHistory.none(),
                    new Release(Run.starting(Clock.systemUTC()), null, Thresholds.DEFAULT, true),
                    listener)
                .model(),
            dataset.trackArtists());
    return new OrderingTable(
        OrderingCosts.measure(
            recommender,
            Questions.nextTrack(dataset.tracks(), dataset.split().test(), QUESTIONS_MAX),
            K,
            seed,
            threads));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-20s %7s   %-16s %9s %7s %9s%n"
            .formatted("wish", "HR@" + K, "costs (95 %)", "diversity", "artists", "us/query"));
    for (OrderingCosts.Row row : rows) {
      text.append(
          "%-20s %7.2f   %5.2f %-10s %9.3f %7.1f %9.0f%n"
              .formatted(
                  row.wish(),
                  100 * row.hitRate().mean(),
                  100 * row.cost().mean(),
                  "(%.2f, %.2f)".formatted(100 * row.cost().low(), 100 * row.cost().high()),
                  row.diversity(),
                  row.artists(),
                  row.micros()));
    }
    return text.toString();
  }

  /**
   * An array of objects: {@code wish}, {@code hr@20}, {@code cost} with {@code cost_low} and {@code
   * cost_high}, {@code diversity}, {@code artists}, {@code query_us}.
   */
  ArrayNode json() {
    ArrayNode array = new ObjectMapper().createArrayNode();
    for (OrderingCosts.Row row : rows) {
      array
          .addObject()
          .put("wish", row.wish())
          .put("hr@" + K, row.hitRate().mean())
          .put("cost", row.cost().mean())
          .put("cost_low", row.cost().low())
          .put("cost_high", row.cost().high())
          .put("diversity", row.diversity())
          .put("artists", row.artists())
          .put("query_us", row.micros());
    }
    return array;
  }
}
