package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.OffsetRange;
import io.segue.trainer.dataset.Intake;
import io.segue.trainer.examination.Behaviour;
import io.segue.trainer.examination.Comparison;
import io.segue.trainer.examination.Examination;
import io.segue.trainer.examination.Gate;
import io.segue.trainer.examination.SliceResult;
import io.segue.trainer.examination.Thresholds;
import io.segue.trainer.space.QueryChoice;
import io.segue.trainer.trials.Metrics;
import io.segue.trainer.trials.TunedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An invented card in which everything occurs, hostile names too. */
final class Cards {

  /** A track's title that would run if nobody escaped it. */
  static final String HOSTILE = "</script><script>document.title='hacked'</script>\"'&| `x`";

  private Cards() {}

  static Card sample() {
    List<TrialRow> trials = new ArrayList<>();
    Random random = new Random(1);
    for (int number = 1; number <= 12; number++) {
      // Six configurations, of which four went up a rung and two of those another one.
      int rung = number <= 6 ? 1 : number <= 10 ? 2 : 3;
      int configuration = number - List.of(0, 6, 10).get(rung - 1);
      double hitRate = 0.13 + 0.02 * rung + 0.01 * random.nextDouble() - 0.003 * configuration;
      boolean failed = number == 7;
      trials.add(
          new TrialRow(
              number,
              rung,
              "cbow min_count=" + number,
              Map.of(
                  "algorithm",
                  configuration % 2 == 0 ? "cbow" : "skip-gram",
                  "min_count",
                  Integer.toString(configuration % 3 * 5 + 1),
                  "vector_size",
                  "48",
                  "learning_rate",
                  Double.toString(0.001 * Math.pow(2, configuration) + 1e-9),
                  "window",
                  Integer.toString(2 + configuration * configuration),
                  "epochs",
                  List.of("3", "9", "30").get(rung - 1)),
              failed ? Map.of() : Map.of("hr@100", hitRate, "mrr@100", hitRate / 4),
              failed ? null : new Estimate(hitRate, hitRate - 0.008, hitRate + 0.008),
              failed
                  ? null
                  : new TunedQuery(
                      new QueryChoice(number % 2 == 0 ? 1 : 5, 0.9f),
                      new Metrics(hitRate + 0.01, hitRate / 4, hitRate / 3, 1_000)),
              1e6 * random.nextDouble(),
              10 + number,
              19 + number,
              0.5,
              failed ? "no track occurs min_count = 1000000 times" : null));
    }
    Examination examination = examination();
    List<Point> map = new ArrayList<>();
    map.add(new Point(0.5, 0.5, HOSTILE, HOSTILE));
    for (int i = 0; i < 600; i++) {
      map.add(
          new Point(
              clamp(0.2 + 0.12 * random.nextGaussian() + 0.06 * (i % 10)),
              clamp(0.5 + 0.15 * random.nextGaussian() + 0.05 * (i % 3)),
              "track " + i,
              i % 11 == 0 ? "" : "Artist " + i % 10));
    }
    return new Card(
        new Run("20261122-021530", Instant.parse("2026-11-22T02:15:30Z")),
        83.4,
        "0.1.0",
        Map.of("java", "25", "processors", "2", "threads", "2"),
        DatasetReference.newBuilder()
            .setSource("playlist-events")
            .setRanges(List.of(new OffsetRange(0, 0L, 1_000L), new OffsetRange(1, 0L, 1_200L)))
            .setPlaylists(14_560)
            .setEvents(271_178L)
            .setSplitSeed(42)
            .setSampledShare(1.0)
            .build(),
        new DataProfile(
            new Intake(15_000, 437, 3, "row 7: " + HOSTILE),
            14_560,
            271_178,
            75_169,
            9_000,
            70_000,
            List.of(new Bar("3", 2_000), new Bar("4–5", 5_000), new Bar("6–10", 7_560)),
            List.of(new Bar("once", 40_000), new Bar("101–1,000", 12)),
            List.of(new DataProfile.Share("the most popular 1 %", 0.31))),
        trials,
        12,
        queries(),
        Map.of("served.hr@100", 0.21),
        new ModelProfile(
            75_169,
            20_000,
            48,
            9_000,
            5,
            0.7,
            new RankingProfile(
                "150 trees of depth 6",
                Map.of(
                    "holdout.hr@20", 0.27,
                    "holdout.mrr@20", 0.12,
                    "query_us", 850.0,
                    "sessions", 900_000.0,
                    "events", 5_000_000.0,
                    "bytes_per_event", 12.4),
                Map.of("shortlist", "150"))),
        examination,
        Gate.judge(examination, Thresholds.DEFAULT),
        false,
        map,
        null);
  }

  private static List<TunedQuery> queries() {
    List<TunedQuery> queries = new ArrayList<>();
    for (int lastTracks : List.of(1, 3, 5, 10)) {
      for (float decay : List.of(0.7f, 0.9f)) {
        double hitRate = 0.2 + 0.01 * Math.log(lastTracks) + 0.02 * decay;
        queries.add(
            new TunedQuery(
                new QueryChoice(lastTracks, decay),
                new Metrics(hitRate, hitRate / 4, hitRate / 3, 1_000)));
      }
    }
    return queries;
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private static Examination examination() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    for (String name : List.of("hr@1", "hr@10", "hr@100", "mrr@100", "coverage@20", "novelty@20")) {
      metrics.put(name, estimate(name.length() / 50.0));
    }
    List<SliceResult> slices = new ArrayList<>();
    for (String kind : List.of("track popularity", "playlist length", "artist popularity")) {
      for (String name : List.of("head", "body", "tail", "not in the training data")) {
        slices.add(
            new SliceResult(
                kind,
                name,
                400,
                name.length() == 4,
                estimate(0.05 * name.length()),
                estimate(0.1)));
      }
    }
    return new Examination(
        1_456,
        metrics,
        metrics,
        metrics,
        estimate(0.05),
        slices,
        new Behaviour(
            estimate(0.4),
            estimate(0.1),
            estimate(0.5),
            estimate(0.6),
            estimate(0.3),
            estimate(0.2),
            estimate(0.4),
            estimate(0.3),
            estimate(0.5)),
        new Comparison("v3", true, estimate(0.2), new Estimate(0.01, -0.01, 0.03)),
        2.5);
  }

  private static Estimate estimate(double mean) {
    return new Estimate(mean, mean * 0.9, mean * 1.1);
  }
}
