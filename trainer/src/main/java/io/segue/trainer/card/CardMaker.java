package io.segue.trainer.card;

import io.segue.recommender.Model;
import io.segue.recommender.evaluation.Bootstrap;
import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.examination.Examination;
import io.segue.trainer.examination.Verdict;
import io.segue.trainer.trials.Metrics;
import io.segue.trainer.trials.SearchOutcome;
import io.segue.trainer.trials.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts a card together. */
public final class CardMaker {

  private static final int MAP_TRACKS_MAX = 1_500;
  private static final int REPLICATES = 300;

  private final Run run;
  private final String codeVersion;
  private final int threads;

  /**
   * @param run which run the card is of
   * @param codeVersion the version of Segue, empty when it is not known
   * @param threads how many threads were used, and are to be used for the intervals
   */
  public CardMaker(Run run, String codeVersion, int threads) {
    this.run = run;
    this.codeVersion = codeVersion;
    this.threads = threads;
  }

  /**
   * Makes the card of a run that is not published yet.
   *
   * @param ranking what there is to say of the model's ranking part
   * @param metrics of the chosen model, by name
   * @param seconds how long the run has taken
   */
  public Card make(
      Dataset dataset,
      SearchOutcome outcome,
      Model model,
      RankingProfile ranking,
      Map<String, Double> metrics,
      Examination examination,
      Verdict verdict,
      boolean forced,
      double seconds)
      throws InterruptedException {
    List<TrialRow> trials = new ArrayList<>();
    for (TrialResult result : outcome.results()) {
      int epochs = result.trial().parameters().epochs();
      int rung = outcome.plan().rungs().indexOf(epochs) + 1;
      trials.add(row(result, rung, dataset.reference().getSplitSeed()));
    }
    return new Card(
        run,
        seconds,
        codeVersion,
        Map.of(
            "java",
            Runtime.version().toString(),
            "processors",
            Integer.toString(Runtime.getRuntime().availableProcessors()),
            "threads",
            Integer.toString(threads)),
        dataset.reference(),
        DataProfiler.profile(dataset),
        trials,
        outcome.best().trial().number(),
        outcome.queries(),
        metrics,
        new ModelProfile(
            model.tracks().size(),
            model.vectors().rows(),
            model.vectors().dimension(),
            model.artists().size(),
            model.query().lastTracks(),
            model.query().decay(),
            ranking),
        examination,
        verdict,
        forced,
        Projection.of(model, MAP_TRACKS_MAX),
        null);
  }

  private TrialRow row(TrialResult result, int rung, long seed) throws InterruptedException {
    Metrics validation = result.validation();
    Estimate hitRate =
        validation == null
            ? null
            : new Bootstrap(REPLICATES, seed, threads)
                .share(validation.hitRate(), validation.questions());
    return new TrialRow(
        result.trial().number(),
        rung,
        result.trial().title(),
        result.trial().named(),
        validation == null ? Map.of() : validation.named(""),
        hitRate,
        result.query(),
        result.wordsPerSecond(),
        result.trainingSeconds(),
        result.cpuSeconds(),
        result.evaluationSeconds(),
        result.failure());
  }
}
