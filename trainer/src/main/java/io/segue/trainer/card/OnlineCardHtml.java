package io.segue.trainer.card;

import io.pebbletemplates.pebble.template.PebbleTemplate;
import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.card.CardView.BarChart;
import io.segue.trainer.card.CardView.BarView;
import io.segue.trainer.card.CardView.MetricView;
import io.segue.trainer.card.CardView.Tile;
import io.segue.trainer.online.OnlineReport;
import io.segue.trainer.online.OnlineReport.VersionResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How the recommendations fared that were really made, as one HTML page: the training's card, as
 * far as listeners tell what a test set tells there. Thread-safe.
 */
public final class OnlineCardHtml {

  private static final PebbleTemplate TEMPLATE = Pages.template("online.peb");

  private static final int RANKS_SHOWN = 20;

  private OnlineCardHtml() {}

  /**
   * A version in words.
   *
   * @param name its name
   * @param about how often it was asked
   * @param metrics how it did
   * @param sliceCharts by what the questions have in common
   */
  public record VersionView(
      String name, String about, List<MetricView> metrics, List<BarChart> sliceCharts) {}

  /**
   * The page.
   *
   * @param about in a sentence, what the report is of
   */
  public static String of(Run run, String about, OnlineReport report) {
    VersionResult headline =
        report.versions().stream()
            .max(Comparator.comparingLong(VersionResult::questions))
            .orElseThrow();
    return Pages.page(
        TEMPLATE,
        Map.of(
            "run", run.id(),
            "about", about,
            "headline", headline.version(),
            "tiles", tiles(headline, report),
            "versions", report.versions().stream().map(OnlineCardHtml::version).toList(),
            "sourceCharts", List.of(sources(report)),
            "rankCharts", List.of(ranks(report))));
  }

  private static List<Tile> tiles(VersionResult headline, OnlineReport report) {
    List<Tile> tiles = new ArrayList<>();
    for (String metric : List.of("hr@100", "hr@10", "mrr@100")) {
      Estimate estimate = headline.nextTrack().getOrDefault(metric, new Estimate(0, 0, 0));
      tiles.add(new Tile(metric, Numbers.metric(estimate.mean()), Numbers.interval(estimate)));
    }
    tiles.add(new Tile("Tracks shown", Numbers.count(headline.tracksShown()), "different ones"));
    long questions = report.versions().stream().mapToLong(VersionResult::questions).sum();
    long answers = report.versions().stream().mapToLong(VersionResult::answers).sum();
    tiles.add(new Tile("Questions", Numbers.count(questions), "of all versions"));
    tiles.add(new Tile("Answers", Numbers.count(answers), "that were logged"));
    return tiles;
  }

  private static VersionView version(VersionResult version) {
    return new VersionView(
        version.version(),
        "%s questions, %s answers logged, %s different tracks shown%s."
            .formatted(
                Numbers.count(version.questions()),
                Numbers.count(version.answers()),
                Numbers.count(version.tracksShown()),
                version.candidate() ? "; on trial" : ""),
        CardView.metrics(version.nextTrack()),
        CardView.sliceCharts(version.slices(), version.version() + ": "));
  }

  private static BarChart sources(OnlineReport report) {
    double max =
        report.sources().values().stream()
            .mapToDouble(source -> (double) source.played() / Math.max(1, source.shown()))
            .max()
            .orElse(0);
    return new BarChart(
        "Share played, by source",
        report.sources().entrySet().stream()
            .map(
                entry -> {
                  double share =
                      (double) entry.getValue().played() / Math.max(1, entry.getValue().shown());
                  return new BarView(
                      entry.getKey(),
                      CardView.part(share, max),
                      "",
                      "",
                      Numbers.percent(share),
                      "%s of %s"
                          .formatted(
                              Numbers.count(entry.getValue().played()),
                              Numbers.count(entry.getValue().shown())));
                })
            .toList());
  }

  private static BarChart ranks(OnlineReport report) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < Math.min(RANKS_SHOWN, report.byRank().size()); i++) {
      bars.add(new Bar("rank " + (i + 1), report.byRank().get(i)));
    }
    return new BarChart("Plays by rank", CardView.bars(bars));
  }
}
