package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.examination.Behaviour;
import io.segue.trainer.examination.Check;
import io.segue.trainer.examination.SliceResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the template shows, with every number already in words. */
final class CardView {

  private static final int MAP_WIDTH = 640;
  private static final int MAP_HEIGHT = 480;
  private static final int MAP_MARGIN = 12;

  /** As many artists have a colour of their own. */
  static final int COLOURS = 8;

  private CardView() {}

  /**
   * A bar and what belongs to it; lengths in percent of the whole width.
   *
   * @param label what it is about
   * @param width how long it is
   * @param low where its interval begins, empty when it has none
   * @param span how long the interval is
   * @param value the number that it shows
   * @param about more about it
   */
  public record BarView(
      String label, String width, String low, String span, String value, String about) {}

  /**
   * Bars that belong together.
   *
   * @param title what they show
   * @param bars from top to bottom
   */
  public record BarChart(String title, List<BarView> bars) {}

  /**
   * A row of a table of metrics.
   *
   * @param name the metric
   * @param mean its mean
   * @param interval where 95 % of the draws lie
   */
  public record MetricView(String name, String mean, String interval) {}

  /**
   * A check of the gate.
   *
   * @param name what was checked
   * @param value what was measured
   * @param needed what was demanded
   * @param outcome passed, failed or skipped
   * @param about a sentence
   */
  public record CheckView(String name, String value, String needed, String outcome, String about) {}

  /**
   * A track on the map.
   *
   * @param x from the left
   * @param y from the top
   * @param colour 1 to 8 for the artists that have one, 0 for others
   * @param label what to say about it
   */
  public record Spot(String x, String y, int colour, String label) {}

  /**
   * An artist that has a colour on the map.
   *
   * @param colour 1 to 8
   * @param name the artist
   */
  public record Legend(int colour, String name) {}

  /**
   * A headline figure.
   *
   * @param label what it is
   * @param value the figure
   * @param about what belongs to it
   */
  public record Tile(String label, String value, String about) {}

  static Map<String, Object> of(Card card) {
    Map<String, Object> view = new HashMap<>();
    Publication publication = card.publication();
    view.put("run", card.run().id());
    view.put("version", publication == null ? "" : publication.version());
    view.put("passed", card.verdict().passed());
    view.put("outcome", Words.outcome(card));
    view.put("tiles", tiles(card));
    view.put("checks", card.verdict().checks().stream().map(CardView::check).toList());
    TrialsTable table = TrialsTable.of(card);
    view.put("trialColumns", table.columns());
    view.put("trialRows", table.rows());
    view.put("bestTitle", "trial %d: %s".formatted(card.best(), card.bestTrial().title()));
    view.put("parameters", card.bestTrial().parameters());
    view.put("model", model(card.model()));
    view.put("ranking", Words.ranking(card.model().ranking()));
    view.put("rankingSettings", card.model().ranking().settings());
    view.put(
        "plots",
        Words.parametersThatDiffer(card).stream()
            .filter(name -> !name.equals("epochs") || !LinePlot.hasLearningCurves(card))
            .map(name -> ScatterPlot.of(card, name))
            .filter(plot -> plot.columns().size() > 1)
            .toList());
    view.put("linePlots", LinePlot.of(card));
    view.put("questions", Numbers.count(card.examination().questions()));
    view.put("nextTrack", metrics(card.examination().nextTrack()));
    view.put("secondHalf", metrics(card.examination().secondHalf()));
    view.put("sliceCharts", sliceCharts(card.examination().slices(), ""));
    view.put("behaviour", behaviour(card.examination().behaviour()));
    view.put("data", data(card.data()));
    view.put("dataCharts", dataCharts(card.data()));
    view.put("firstRejected", card.data().intake().firstRejected());
    Map<String, Integer> colours = colours(card.map());
    view.put("spots", card.map().stream().map(point -> spot(point, colours)).toList());
    view.put(
        "legend",
        colours.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(entry -> new Legend(entry.getValue(), entry.getKey()))
            .toList());
    view.put("lineage", Words.lineage(card));
    return view;
  }

  private static List<Tile> tiles(Card card) {
    Map<String, Estimate> next = card.examination().nextTrack();
    List<Tile> tiles = new ArrayList<>();
    for (String metric : List.of("hr@100", "hr@10", "mrr@100", "coverage@20")) {
      Estimate estimate = next.getOrDefault(metric, new Estimate(0, 0, 0));
      tiles.add(new Tile(metric, Numbers.metric(estimate.mean()), Numbers.interval(estimate)));
    }
    tiles.add(
        new Tile(
            "Playlists",
            Numbers.count(card.data().playlists()),
            Numbers.count(card.data().entries()) + " entries"));
    tiles.add(
        new Tile(
            "Trials",
            Numbers.count(card.trials().size()),
            "in " + Numbers.duration(card.seconds())));
    return tiles;
  }

  private static CheckView check(Check check) {
    return new CheckView(
        check.name(),
        check.outcome() == Check.Outcome.SKIPPED ? "–" : Numbers.metric(check.value()),
        (check.direction() == Check.Direction.AT_LEAST ? "≥ " : "≤ ")
            + Numbers.metric(check.bound()),
        check.outcome().name().toLowerCase(Locale.ROOT),
        check.about());
  }

  private static Map<String, String> model(ModelProfile model) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("tracks", Numbers.count(model.tracks()));
    shown.put(
        "tracks with a vector",
        "%s of dimension %d".formatted(Numbers.count(model.vectors()), model.dimension()));
    shown.put("artists", Numbers.count(model.artists()));
    shown.put(
        "query",
        String.format(
            Locale.ROOT,
            "the last %d tracks, each earlier one weighing %.2f of the next",
            model.lastTracks(),
            model.decay()));
    return shown;
  }

  static List<MetricView> metrics(Map<String, Estimate> estimates) {
    return estimates.entrySet().stream()
        .map(
            entry ->
                new MetricView(
                    entry.getKey(),
                    Numbers.metric(entry.getValue().mean()),
                    Numbers.interval(entry.getValue())))
        .toList();
  }

  /** A chart for each kind of slices; {@code of} says whose, and ends in a blank if it does. */
  static List<BarChart> sliceCharts(List<SliceResult> slices, String of) {
    double max = slices.stream().mapToDouble(slice -> slice.hitRate().high()).max().orElse(0);
    Map<String, List<BarView>> byKind = new LinkedHashMap<>();
    for (SliceResult slice : slices) {
      byKind
          .computeIfAbsent(slice.kind(), kind -> new ArrayList<>())
          .add(
              new BarView(
                  slice.name(),
                  part(slice.hitRate().mean(), max),
                  part(slice.hitRate().low(), max),
                  part(slice.hitRate().high() - slice.hitRate().low(), max),
                  Numbers.metric(slice.hitRate().mean()),
                  "%s questions, hr@100 %s"
                      .formatted(
                          Numbers.count(slice.questions()), Numbers.interval(slice.hitRate()))));
    }
    return byKind.entrySet().stream()
        .map(entry -> new BarChart(of + "hr@100 by " + entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<MetricView> behaviour(Behaviour behaviour) {
    Map<String, Estimate> rows = new LinkedHashMap<>();
    rows.put("Cosine of a wrong first answer and the right one", behaviour.missCosine());
    rows.put("The same for a track drawn by chance", behaviour.chanceCosine());
    rows.put(
        "Share of a list that stays when the playlist is shuffled", behaviour.shuffledOverlap());
    rows.put("The same when one of the latest tracks is missing", behaviour.missingOverlap());
    rows.put("Share of popular tracks in the lists", behaviour.headShare());
    rows.put("The same in the right answers", behaviour.headShareOfRight());
    rows.put("Share of a list’s most frequent artist", behaviour.topArtistShare());
    rows.put("The same in the playlists", behaviour.topArtistShareOfPlaylists());
    rows.put("Share of the exact 100 nearest that the index finds", behaviour.indexRecall());
    return metrics(rows);
  }

  private static Map<String, String> data(DataProfile data) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("Playlists used", Numbers.count(data.playlists()));
    shown.put("Playlists read", Numbers.count(data.intake().playlists()));
    shown.put("Too short to be used", Numbers.count(data.intake().tooShort()));
    shown.put("Entries", Numbers.count(data.entries()));
    shown.put("Tracks", Numbers.count(data.tracks()));
    shown.put("Artists", Numbers.count(data.artists()));
    shown.put("Tracks with an artist", Numbers.count(data.tracksWithArtist()));
    shown.put("Records that cannot be used", Numbers.count(data.intake().rejected()));
    return shown;
  }

  private static List<BarChart> dataCharts(DataProfile data) {
    List<BarView> shares =
        data.concentration().stream()
            .map(
                share ->
                    new BarView(
                        share.label(),
                        part(share.share(), 1),
                        "",
                        "",
                        Numbers.percent(share.share()),
                        share.label() + " of the tracks"))
            .toList();
    return List.of(
        new BarChart("Playlists by their number of tracks", bars(data.lengths())),
        new BarChart("Tracks by how often they occur", bars(data.popularity())),
        new BarChart("Share of all entries", shares));
  }

  static List<BarView> bars(List<Bar> bars) {
    long max = bars.stream().mapToLong(Bar::count).max().orElse(0);
    return bars.stream()
        .map(
            bar ->
                new BarView(
                    bar.label(),
                    part((double) bar.count(), (double) max),
                    "",
                    "",
                    Numbers.count(bar.count()),
                    ""))
        .toList();
  }

  static String part(double value, double max) {
    return String.format(Locale.ROOT, "%.2f", max == 0 ? 0 : 100 * value / max);
  }

  private static Map<String, Integer> colours(List<Point> points) {
    Map<String, Long> tracks =
        points.stream()
            .map(Point::artist)
            .filter(artist -> !artist.isEmpty())
            .collect(Collectors.groupingBy(artist -> artist, TreeMap::new, Collectors.counting()));
    List<String> most =
        tracks.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Integer> colours = new HashMap<>();
    for (String artist : most) {
      colours.put(artist, colours.size() + 1);
    }
    return colours;
  }

  private static Spot spot(Point point, Map<String, Integer> colours) {
    return new Spot(
        place(point.x(), MAP_WIDTH),
        place(point.y(), MAP_HEIGHT),
        colours.getOrDefault(point.artist(), 0),
        point.artist().isEmpty() ? point.track() : point.artist() + ": " + point.track());
  }

  private static String place(double share, int length) {
    return String.format(Locale.ROOT, "%.1f", MAP_MARGIN + share * (length - 2 * MAP_MARGIN));
  }
}
