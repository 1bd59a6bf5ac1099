package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.examination.Check;
import io.segue.trainer.examination.Comparison;
import io.segue.trainer.examination.SliceResult;
import io.segue.trainer.trials.TunedQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A card as Markdown, for a pull request or a terminal. */
public final class CardMarkdown {

  private final StringBuilder text = new StringBuilder();

  private CardMarkdown() {}

  /** The card; user data in it is escaped. */
  public static String of(Card card) {
    CardMarkdown markdown = new CardMarkdown();
    markdown.write(card);
    return markdown.text.toString();
  }

  private void write(Card card) {
    line("# Segue training run " + card.run().id());
    line("");
    line(escape(Words.outcome(card)));
    heading("Gate");
    row("check", "value", "needed", "outcome");
    row("---", "---:", "---:", "---");
    for (Check check : card.verdict().checks()) {
      row(
          check.name(),
          Numbers.metric(check.value()),
          (check.direction() == Check.Direction.AT_LEAST ? "at least " : "at most ")
              + Numbers.metric(check.bound()),
          check.outcome().name().toLowerCase(Locale.ROOT));
    }
    Comparison comparison = card.examination().comparison();
    if (comparison != null) {
      line("");
      line(
          "Against %s: hr@100 %s, difference %s (%s)."
              .formatted(
                  comparison.version(),
                  Numbers.metric(comparison.hitRate().mean()),
                  Numbers.metric(comparison.difference().mean()),
                  Numbers.interval(comparison.difference())));
    }
    heading("Trials");
    trials(card);
    heading("Next track, as served, %s test playlists".formatted(questions(card)));
    estimates(card.examination().nextTrack());
    heading("Second half of the playlist, as served");
    estimates(card.examination().secondHalf());
    heading("Ranking");
    Words.ranking(card.model().ranking())
        .forEach((name, value) -> line("- " + name + ": " + escape(value)));
    card.model()
        .ranking()
        .settings()
        .forEach((name, value) -> line("- `" + name + "`: " + escape(value)));
    heading("Slices");
    row("by", "slice", "questions", "hr@100", "95 % interval");
    row("---", "---", "---:", "---:", "---:");
    for (SliceResult slice : card.examination().slices()) {
      row(
          slice.kind(),
          slice.name(),
          Numbers.count(slice.questions()),
          Numbers.metric(slice.hitRate().mean()),
          Numbers.interval(slice.hitRate()));
    }
    heading("Data");
    data(card.data());
    heading("Lineage");
    Words.lineage(card).forEach((name, value) -> line("- " + name + ": " + escape(value)));
  }

  private static String questions(Card card) {
    return Numbers.count(card.examination().questions());
  }

  private void trials(Card card) {
    List<String> parameters = Words.parametersThatDiffer(card);
    line(
        "| trial | "
            + String.join("", parameters.stream().map(name -> name + " | ").toList())
            + "hr@100 | 95 % interval | query | query hr@100 | words/s | seconds |");
    line(
        "| ---: |"
            + " --- |".repeat(parameters.size())
            + " ---: | ---: | --- | ---: | ---: | ---: |");
    for (TrialRow trial : card.trials()) {
      StringBuilder cells = new StringBuilder("| " + trial.number());
      cells.append(trial.number() == card.best() ? " (best) | " : " | ");
      parameters.forEach(
          name ->
              cells
                  .append(escape(Numbers.parameter(String.valueOf(trial.parameters().get(name)))))
                  .append(" | "));
      Estimate hitRate = trial.hitRate();
      if (hitRate == null) {
        line(cells + "failed: " + escape(String.valueOf(trial.failure())) + " | | | | | |");
      } else {
        line(
            cells
                + Numbers.metric(hitRate.mean())
                + " | "
                + Numbers.interval(hitRate)
                + query(trial.query())
                + Numbers.count(Math.round(trial.wordsPerSecond()))
                + " | "
                + String.format(Locale.ROOT, "%.1f |", trial.seconds()));
      }
    }
  }

  private static String query(@Nullable TunedQuery query) {
    return query == null
        ? " | | | "
        : " | last %d, decay %s | %s | "
            .formatted(
                query.choice().lastTracks(),
                Numbers.rounded(query.choice().decay(), 3),
                Numbers.metric(query.metrics().hitRate()));
  }

  private void estimates(Map<String, Estimate> estimates) {
    row("metric", "mean", "95 % interval");
    row("---", "---:", "---:");
    estimates.forEach(
        (name, estimate) -> row(name, Numbers.metric(estimate.mean()), Numbers.interval(estimate)));
  }

  private void data(DataProfile data) {
    line(
        "%s playlists with %s entries, %s tracks, %s artists. %s playlists were too short, %s"
                .formatted(
                    Numbers.count(data.playlists()),
                    Numbers.count(data.entries()),
                    Numbers.count(data.tracks()),
                    Numbers.count(data.artists()),
                    Numbers.count(data.intake().tooShort()),
                    Numbers.count(data.intake().rejected()))
            + " records could not be used.");
    if (data.intake().rejected() > 0) {
      line("");
      line("The first of those: " + escape(data.intake().firstRejected()));
    }
    line("");
    data.lengths()
        .forEach(bar -> line("- " + bar.label() + " tracks: " + Numbers.count(bar.count())));
  }

  private void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Nothing that comes from data may become a tag, a link or a table cell. */
  private static String escape(String value) {
    return value
        .replace("\\", "\\\\")
        .replaceAll("([`*_{}\\[\\]|#!])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("\\R", " ");
  }
}
