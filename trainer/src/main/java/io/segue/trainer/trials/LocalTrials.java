package io.segue.trainer.trials;

import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.space.SearchSettings.Objective;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs trials in this process: as many at once as there are threads, each on one; when there are
 * fewer trials than threads, on several each. Keeps the best embedding so far.
 */
public final class LocalTrials implements TrialPool {

  private static final Logger LOG = LoggerFactory.getLogger(LocalTrials.class);

  private final TrialRunner runner;
  private final int parallel;
  private final int threadsOfTrial;
  private final Objective objective;
  private final SearchListener listener;
  private final ExecutorService executor;
  private final BlockingQueue<TrialResult> ended = new LinkedBlockingQueue<>();
  private @Nullable TrialResult best;
  private @Nullable Embedding bestEmbedding;

  /**
   * @param parallel how many trials run at once, at least 1
   * @param threadsOfTrial how many threads each has, at least 1
   * @param objective by what the embedding to keep is chosen
   */
  public LocalTrials(
      TrialRunner runner,
      int parallel,
      int threadsOfTrial,
      Objective objective,
      SearchListener listener) {
    this.runner = runner;
    this.parallel = parallel;
    this.threadsOfTrial = threadsOfTrial;
    this.objective = objective;
    this.listener = listener;
    this.executor = Executors.newFixedThreadPool(parallel);
  }

  @Override
  public int capacity() {
    return parallel;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // run() lets nothing out
  public void start(Trial trial) {
    executor.submit(() -> run(trial));
  }

  private void run(Trial trial) {
    listener.started(trial, runner.tokens(trial));
    TrialResult result;
    try {
      TrainedTrial trained =
          runner.run(trial, threadsOfTrial, tokens -> listener.read(trial, tokens));
      keep(trained);
      result = trained.result();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result = TrialResult.failed(trial, "interrupted");
    } catch (Error e) {
      // Whoever waits for the trial must hear of it.
      LOG.error("trial {} ended in an error", trial.number(), e);
      result = TrialResult.failed(trial, e.toString());
    }
    ended.add(result);
  }

  private synchronized void keep(TrainedTrial trained) {
    if (trained.result().isBetterThan(best, objective)) {
      best = trained.result();
      bestEmbedding = trained.embedding();
    }
  }

  @Override
  public TrialResult take() throws InterruptedException {
    return ended.take();
  }

  @Override
  public synchronized Optional<Embedding> embedding(Trial trial) {
    return best != null && best.trial().equals(trial)
        ? Optional.ofNullable(bestEmbedding)
        : Optional.empty();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    try {
      while (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("waiting for trials to end");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
