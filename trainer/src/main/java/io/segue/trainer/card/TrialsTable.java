package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.trials.TunedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The table of all trials.
 *
 * @param columns their headings
 * @param rows one a trial
 */
record TrialsTable(List<Cell> columns, List<Row> rows) {

  /** What is shown of the measurements of each trial that did not fail, after its interval. */
  private static final List<String> MEASURED =
      List.of("95 % interval", "mrr@100", "words/s", "seconds", "CPU seconds");

  private static final List<String> QUERY =
      List.of("query hr@100", "query last tracks", "query decay");

  /**
   * A cell.
   *
   * @param text what it shows
   * @param sort what it is sorted by
   * @param number whether it is a number
   * @param span how many columns it fills
   */
  public record Cell(String text, String sort, boolean number, int span) {

    private static Cell heading(String text, boolean number) {
      return new Cell(text, "", number, 1);
    }

    private static Cell number(String text, double sort) {
      return new Cell(text, Double.toString(sort), true, 1);
    }
  }

  /**
   * A row.
   *
   * @param best whether it was chosen
   * @param cells one a column
   */
  public record Row(boolean best, List<Cell> cells) {}

  static TrialsTable of(Card card) {
    boolean rungs = card.trials().stream().anyMatch(trial -> trial.rung() > 0);
    boolean queries = card.trials().stream().anyMatch(trial -> trial.query() != null);
    List<String> parameters = shownParameters(card);
    List<Cell> columns = new ArrayList<>();
    columns.add(Cell.heading("trial", true));
    columns.add(Cell.heading("hr@100", true));
    if (rungs) {
      columns.add(Cell.heading("rung", true));
    }
    parameters.forEach(name -> columns.add(Cell.heading(name, false)));
    List<String> measured = new ArrayList<>(MEASURED);
    if (queries) {
      measured.addAll(1, QUERY);
    }
    measured.forEach(name -> columns.add(Cell.heading(name, true)));

    List<Row> rows = new ArrayList<>();
    for (TrialRow trial : card.trials()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.number(Integer.toString(trial.number()), trial.number()));
      Estimate hitRate = trial.hitRate();
      cells.add(
          hitRate == null
              ? Cell.heading("failed", true)
              : Cell.number(Numbers.metric(hitRate.mean()), hitRate.mean()));
      if (rungs) {
        cells.add(Cell.number(Integer.toString(trial.rung()), trial.rung()));
      }
      for (String name : parameters) {
        String value = trial.parameters().getOrDefault(name, "");
        cells.add(new Cell(Numbers.parameter(value), value, false, 1));
      }
      if (hitRate == null) {
        cells.add(new Cell(String.valueOf(trial.failure()), "", false, measured.size()));
      } else {
        cells.add(Cell.number(Numbers.interval(hitRate), hitRate.low()));
        if (queries) {
          addQuery(trial.query(), cells);
        }
        addMeasured(trial, cells);
      }
      rows.add(new Row(trial.number() == card.best(), List.copyOf(cells)));
    }
    return new TrialsTable(List.copyOf(columns), List.copyOf(rows));
  }

  private static List<String> shownParameters(Card card) {
    List<String> differing = Words.parametersThatDiffer(card);
    return differing.isEmpty() ? List.of("algorithm") : differing;
  }

  private static void addQuery(@Nullable TunedQuery query, List<Cell> cells) {
    if (query == null) {
      QUERY.forEach(name -> cells.add(Cell.heading("", true)));
      return;
    }
    double hitRate = query.metrics().hitRate();
    int lastTracks = query.choice().lastTracks();
    float decay = query.choice().decay();
    cells.add(Cell.number(Numbers.metric(hitRate), hitRate));
    cells.add(Cell.number(Integer.toString(lastTracks), lastTracks));
    cells.add(Cell.number(Numbers.rounded(decay, 3), decay));
  }

  private static void addMeasured(TrialRow trial, List<Cell> cells) {
    double mrr = trial.metrics().getOrDefault("mrr@100", 0.0);
    cells.add(Cell.number(Numbers.metric(mrr), mrr));
    cells.add(
        Cell.number(Numbers.count(Math.round(trial.wordsPerSecond())), trial.wordsPerSecond()));
    for (double seconds : new double[] {trial.seconds(), trial.cpuSeconds()}) {
      cells.add(Cell.number(String.format(Locale.ROOT, "%.1f", seconds), seconds));
    }
  }
}
