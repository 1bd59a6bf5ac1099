package io.segue.trainer.trials;

import io.segue.schemas.BadInputException;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.ModelFamilies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs trials, several at a time, and picks the best by its hit rate on the validation part; that
 * one is then tested, once.
 *
 * <p>As many trials run at once as there are threads, and each on one thread: so long as there are
 * no fewer trials than threads, equal input gives an equal best. Only the best embedding so far is
 * kept in memory.
 */
public final class Search {

  private static final Logger LOG = LoggerFactory.getLogger(Search.class);

  private final Split split;
  private final SearchListener listener;
  private final List<TrialResult> results = new ArrayList<>();
  private @Nullable TrialResult best;
  private @Nullable Embedding bestEmbedding;

  private Search(Split split, SearchListener listener) {
    this.split = split;
    this.listener = listener;
  }

  /**
   * Runs all trials.
   *
   * @param threads how many threads the trials share, at least 1
   * @throws BadInputException when every trial failed
   * @throws InterruptedException when the calling thread was interrupted; all trials have ended
   */
  public static SearchOutcome run(
      List<Trial> trials, Split split, int threads, SearchListener listener)
      throws InterruptedException {
    requireFamilies(trials);
    Search search = new Search(split, listener);
    int parallel = Math.min(threads, trials.size());
    int threadsOfTrial = Math.max(1, threads / Math.max(1, parallel));
    Queue<Trial> queue = new ConcurrentLinkedQueue<>(trials);
    Workers.run(
        parallel,
        worker -> {
          for (Trial trial = queue.poll(); trial != null; trial = queue.poll()) {
            search.runTrial(trial, threadsOfTrial);
          }
        });
    return search.outcome(threads);
  }

  /** Before anything is trained: a family that is not there would fail each of its trials. */
  private static void requireFamilies(List<Trial> trials) {
    for (Trial trial : trials) {
      try {
        ModelFamilies.named(trial.parameters().family());
      } catch (IllegalArgumentException e) {
        throw new BadInputException(
            "Trial %d cannot be run: %s.".formatted(trial.number(), e.getMessage()), e);
      }
    }
  }

  private void runTrial(Trial trial, int threads) throws InterruptedException {
    listener.started(trial, (long) split.training().tokens().length * trial.parameters().epochs());
    TrialResult result;
    try {
      Embedding embedding =
          ModelFamilies.named(trial.parameters().family())
              .train(
                  split.training(),
                  trial.parameters().withThreads(threads),
                  tokens -> listener.read(trial, tokens));
      long start = System.nanoTime();
      Metrics validation = Evaluation.nextToLast(embedding, split.validation(), threads);
      result =
          new TrialResult(
              trial,
              validation,
              embedding.wordsPerSecond(),
              embedding.seconds(),
              embedding.cpuSeconds(),
              (System.nanoTime() - start) / 1e9,
              null);
      keep(result, embedding);
    } catch (IllegalArgumentException e) {
      LOG.warn("trial {} ({}) failed: {}", trial.number(), trial.title(), e.getMessage());
      result = TrialResult.failed(trial, String.valueOf(e.getMessage()));
      keep(result, null);
    }
    listener.ended(result);
  }

  private synchronized void keep(TrialResult result, @Nullable Embedding embedding) {
    results.add(result);
    if (result.isBetterThan(best)) {
      best = result;
      bestEmbedding = embedding;
    }
  }

  private synchronized SearchOutcome outcome(int threads) throws InterruptedException {
    results.sort(Comparator.comparingInt(result -> result.trial().number()));
    if (best == null || bestEmbedding == null) {
      throw new BadInputException(
          "None of the %d trials could be trained: %s."
              .formatted(
                  results.size(), results.isEmpty() ? "there are none" : results.get(0).failure()));
    }
    return new SearchOutcome(
        results, best, bestEmbedding, Evaluation.nextToLast(bestEmbedding, split.test(), threads));
  }
}
