package io.segue.trainer.trials;

import io.segue.recommender.QuerySettings;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.ModelFamilies;
import io.segue.trainer.embedding.TrainingProgress;
import io.segue.trainer.space.QueryChoice;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains and measures one trial after another, or several at once. Thread-safe.
 *
 * <p>On one thread the same trial on the same split gives the same bits, on whatever machine with
 * the same kind of processor: so a trial can be repeated where its vectors are needed, and need not
 * be sent around.
 */
public final class TrialRunner {

  private static final Logger LOG = LoggerFactory.getLogger(TrialRunner.class);

  private final Split split;
  private final List<QueryChoice> queries;
  private final TrialMemory memory;

  /**
   * @param queries the query-time settings to try on each embedding; none to try none
   * @param parallel how many trials run at once and share the memory, at least 1
   */
  public TrialRunner(Split split, List<QueryChoice> queries, int parallel) {
    this.split = split;
    this.queries = List.copyOf(queries);
    this.memory = TrialMemory.of(split.training(), parallel);
  }

  /** How many tracks a trial reads in all. */
  public long tokens(Trial trial) {
    return (long) split.training().tokens().length * trial.parameters().epochs();
  }

  /**
   * What each of the query-time settings scores on the validation part: those to try and, if there
   * are any, what the training has learnt itself.
   */
  List<TunedQuery> queries(Embedding embedding, int threads) throws InterruptedException {
    List<QueryChoice> choices = new ArrayList<>(queries);
    QuerySettings learnt = embedding.query();
    if (learnt != null && !queries.isEmpty()) {
      choices.add(new QueryChoice(learnt.lastTracks(), learnt.decay()));
    }
    return QueryEvaluation.all(embedding, choices, split.validation(), threads);
  }

  /**
   * Runs a trial. Whatever it throws becomes a failed result.
   *
   * @param threads how many threads to use, at least 1
   * @param progress told from the training threads how many tracks more were read
   * @throws InterruptedException when the calling thread was interrupted; the trial has ended
   */
  public TrainedTrial run(Trial trial, int threads, TrainingProgress progress)
      throws InterruptedException {
    try {
      memory.check(trial.parameters());
      Embedding embedding =
          ModelFamilies.named(trial.parameters().family())
              .train(split.training(), trial.parameters().withThreads(threads), progress);
      long start = System.nanoTime();
      Metrics validation = Evaluation.nextToLast(embedding, split.validation(), threads);
      TunedQuery query = QueryEvaluation.best(queries(embedding, threads));
      TrialResult result =
          new TrialResult(
              trial,
              validation,
              query,
              embedding.wordsPerSecond(),
              embedding.seconds(),
              embedding.cpuSeconds(),
              (System.nanoTime() - start) / 1e9,
              null);
      return new TrainedTrial(result, embedding);
    } catch (RuntimeException e) {
      // A search goes on when one of its trials does not, whatever the reason.
      boolean foreseen = e instanceof IllegalArgumentException && e.getMessage() != null;
      String reason = foreseen ? e.getMessage() : e.toString();
      if (foreseen) {
        LOG.warn("trial {} ({}) failed: {}", trial.number(), trial.title(), reason);
      } else {
        LOG.error("trial {} ({}) failed", trial.number(), trial.title(), e);
      }
      return new TrainedTrial(TrialResult.failed(trial, String.valueOf(reason)), null);
    }
  }
}
