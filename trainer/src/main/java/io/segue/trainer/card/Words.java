package io.segue.trainer.card;

import io.segue.schemas.DatasetReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the page and the Markdown say in the same words. */
final class Words {

  private Words() {}

  /** What became of the model, as a sentence. */
  static String outcome(Card card) {
    Publication publication = card.publication();
    String gate =
        card.verdict().passed()
            ? "The gate let it pass."
            : "The gate refused it: it " + card.verdict().sentence() + ".";
    if (publication == null) {
      return "Not published. " + gate;
    }
    if (publication.active()) {
      return "Published as %s, and active. %s%s"
          .formatted(publication.version(), gate, card.verdict().passed() ? "" : " It was forced.");
    }
    return "Published as %s, and not activated. %s".formatted(publication.version(), gate);
  }

  /** Where the version comes from, by label. */
  static Map<String, String> lineage(Card card) {
    DatasetReference dataset = card.dataset();
    Map<String, String> lineage = new LinkedHashMap<>();
    lineage.put("Run", card.run().id());
    lineage.put("Started", card.run().startedAt().toString());
    lineage.put("Took", Numbers.duration(card.seconds()) + ", without reading the data");
    lineage.put("Source", dataset.getSource());
    lineage.put(
        "Offsets",
        dataset.getRanges().isEmpty()
            ? "none: the data is no topic"
            : dataset.getRanges().stream()
                .map(
                    range ->
                        "partition %d: %d to %d"
                            .formatted(range.getPartition(), range.getFrom(), range.getTo()))
                .collect(Collectors.joining("; ")));
    lineage.put("Seed", Long.toString(dataset.getSplitSeed()));
    lineage.put("Share of the playlists used", Numbers.percent(dataset.getSampledShare()));
    lineage.put("Code version", card.codeVersion().isEmpty() ? "not known" : card.codeVersion());
    card.machine().forEach((name, value) -> lineage.put(capitalised(name), value));
    return lineage;
  }

  /** What there is to say about a ranking, by label. */
  static Map<String, String> ranking(RankingProfile ranking) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("Ranker", ranking.outcome());
    if (ranking.exists()) {
      Map<String, Double> figures = ranking.figures();
      words.put(
          "Hold-out, the newest of the training playlists",
          "hr@20 %s, mrr@20 %s"
              .formatted(
                  Numbers.metric(figure(figures, "holdout.hr@20")),
                  Numbers.metric(figure(figures, "holdout.mrr@20"))));
      words.put(
          "Time of a query there, median",
          String.format(Locale.ROOT, "%.2f ms", figure(figures, "query_us") / 1_000));
      words.put(
          "Session index",
          String.format(
              Locale.ROOT,
              "%s playlists, %s entries, %.1f bytes an entry",
              Numbers.count(Math.round(figure(figures, "sessions"))),
              Numbers.count(Math.round(figure(figures, "events"))),
              figure(figures, "bytes_per_event")));
    }
    return words;
  }

  private static double figure(Map<String, Double> figures, String name) {
    return figures.getOrDefault(name, 0.0);
  }

  /** The parameters that trials differ in; all of the best one's when there is but one trial. */
  static List<String> parametersThatDiffer(Card card) {
    List<String> names = new ArrayList<>();
    for (String name : card.bestTrial().parameters().keySet()) {
      if (card.trials().stream().map(trial -> trial.parameters().get(name)).distinct().count()
          > 1) {
        names.add(name);
      }
    }
    return names;
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
