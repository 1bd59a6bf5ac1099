package io.segue.trainer.card;

import io.segue.schemas.DatasetReference;
import io.segue.trainer.examination.Examination;
import io.segue.trainer.examination.Verdict;
import io.segue.trainer.trials.TunedQuery;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run has to say.
 *
 * @param run which run
 * @param seconds how long it took, without reading the data
 * @param codeVersion the version of Segue
 * @param machine what it ran on: the Java version, processors, threads
 * @param dataset where the data came from: source, offsets, seed of the split
 * @param data what it looks like
 * @param trials every trial, by number
 * @param best the number of the one that was chosen
 * @param queries what each of the query-time settings scored with it on the validation part
 * @param metrics of the chosen one, by name, as the manifest has them
 * @param model what it is made of
 * @param examination what was found out about it
 * @param verdict what the gate says
 * @param forced whether it is activated whatever the gate says
 * @param map the vectors of its most popular tracks on a plane
 * @param publication what became of it; null when it was not published
 */
public record Card(
    Run run,
    double seconds,
    String codeVersion,
    Map<String, String> machine,
    DatasetReference dataset,
    DataProfile data,
    List<TrialRow> trials,
    int best,
    List<TunedQuery> queries,
    Map<String, Double> metrics,
    ModelProfile model,
    Examination examination,
    Verdict verdict,
    boolean forced,
    List<Point> map,
    @Nullable Publication publication) {

  /** Copies the collections. */
  public Card {
    machine = Collections.unmodifiableMap(new TreeMap<>(machine));
    trials = List.copyOf(trials);
    queries = List.copyOf(queries);
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    map = List.copyOf(map);
  }

  /** The trial that was chosen. */
  public TrialRow bestTrial() {
    return trials.stream().filter(trial -> trial.number() == best).findFirst().orElseThrow();
  }

  /** Whether the model may be activated: the gate lets it pass, or nobody listens to the gate. */
  public boolean activates() {
    return forced || verdict.passed();
  }

  /** The same, published. */
  public Card publishedAs(String version) {
    return with(run, new Publication(version, activates()));
  }

  /** The same under another run id. */
  Card withRunId(String id) {
    return with(run.withId(id), publication);
  }

  private Card with(Run otherRun, @Nullable Publication otherPublication) {
    return new Card(
        otherRun,
        seconds,
        codeVersion,
        machine,
        dataset,
        data,
        trials,
        best,
        queries,
        metrics,
        model,
        examination,
        verdict,
        forced,
        map,
        otherPublication);
  }
}
