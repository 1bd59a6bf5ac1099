package io.segue.trainer.trials;

import io.segue.schemas.BadInputException;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.space.SearchPlan;
import io.segue.trainer.space.SearchSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through a search plan, and picks the trial that is best on the validation part; that one is
 * then tested, once.
 *
 * <p>Trials end in any order, and as many are under way as the pool holds. What is tried next is
 * decided all the same by the results of a fixed number of trials, in the order of their numbers:
 * of all but the latest {@code parallel - 1}. So the same plan on the same data gives the same
 * trials and the same best, on whatever machines and after however many restarts, unless it is
 * ended by time. The price is that a trial that is far slower than the others holds up the rest
 * after {@code parallel} of them.
 */
public final class Search {

  private static final Logger LOG = LoggerFactory.getLogger(Search.class);

  private final SearchSettings settings;
  private final SearchMethod method;
  private final TrialPool pool;
  private final SearchHistory history;
  private final SearchListener listener;

  private final Map<Integer, TrialResult> results = new HashMap<>();

  /** The results that decisions are made by: of the trials 1 to {@code known.size()}. */
  private final List<TrialResult> known = new ArrayList<>();

  private int issued;
  private int underWay;
  private boolean ended;
  private @Nullable TrialResult best;
  private int sinceBest;

  private Search(
      SearchPlan plan,
      long trainingSeed,
      TrialPool pool,
      SearchHistory history,
      SearchListener listener) {
    this.settings = plan.settings();
    this.method = method(plan, trainingSeed);
    this.pool = pool;
    this.history = history;
    this.listener = listener;
  }

  private static SearchMethod method(SearchPlan plan, long trainingSeed) {
    return switch (plan.settings().method()) {
      case GRID -> ListMethod.grid(plan, trainingSeed);
      case RANDOM -> ListMethod.random(plan, trainingSeed);
      case ASHA -> new HalvingMethod(plan, trainingSeed);
    };
  }

  /** How many trials a plan has at most. */
  public static int trialsMax(SearchPlan plan) {
    return method(plan, 0).trialsMax();
  }

  /**
   * Runs a search.
   *
   * @param trainingSeed of the training in every trial
   * @param pool runs the trials; not closed by this method
   * @param history results that are there already, and where new ones are written
   * @param runner trains the best trial again when the pool has not kept its vectors
   * @param threads for the test, at least 1
   * @throws BadInputException when every trial failed, or the history is of another search
   * @throws InterruptedException when the calling thread was interrupted; trials may still run in
   *     the pool
   */
  public static SearchOutcome run(
      SearchPlan plan,
      long trainingSeed,
      Split split,
      TrialPool pool,
      SearchHistory history,
      TrialRunner runner,
      int threads,
      SearchListener listener)
      throws InterruptedException {
    Search search = new Search(plan, trainingSeed, pool, history, listener);
    search.goThrough();
    TrialResult best = search.best();
    Embedding embedding = search.embedding(best, runner);
    return new SearchOutcome(
        plan,
        search.known,
        best,
        embedding,
        runner.queries(embedding, threads),
        Evaluation.nextToLast(embedding, split.test(), threads));
  }

  private void goThrough() throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      boolean inTime =
          settings.time().map(time -> System.nanoTime() - start < time.toNanos()).orElse(true);
      if (!inTime && !ended) {
        LOG.info("the search's time is over after {} trials", issued);
        ended = true;
      }
      if (!ended && underWay < pool.capacity() && decide()) {
        continue;
      }
      if (underWay == 0) {
        break;
      }
      keep(pool.take());
    }
    // What is not known yet for decisions is known for choosing the best.
    while (learn()) {
      LOG.debug("{} results are known", known.size());
    }
  }

  /** Starts a trial, or learns a result that is there; returns false when it must wait. */
  private boolean decide() {
    if (issued - known.size() >= settings.parallel()) {
      return learn();
    }
    Optional<Hyperparameters> next =
        settings.patience() > 0 && sinceBest >= settings.patience()
            ? Optional.empty()
            : method.next(List.copyOf(known));
    if (next.isEmpty()) {
      // Either all that was tried must be known first, or that was all.
      boolean learnt = learn();
      ended = !learnt && known.size() == issued;
      return learnt;
    }
    Trial trial = new Trial(++issued, next.get());
    Optional<TrialResult> before = history.find(trial.number());
    if (before.isEmpty()) {
      underWay++;
      pool.start(trial);
      return true;
    }
    if (!before.get().trial().equals(trial)) {
      throw new BadInputException(
          "The history's trial %d has other hyperparameters (%s) than this search's (%s); give --history another file, or the search space it was made with."
              .formatted(trial.number(), before.get().trial().named(), trial.named()));
    }
    results.put(trial.number(), before.get());
    listener.ended(before.get());
    return true;
  }

  /** Lets the decisions know the next result in the order of numbers, if it is there. */
  private boolean learn() {
    TrialResult result = results.get(known.size() + 1);
    if (result == null) {
      return false;
    }
    known.add(result);
    if (result.isBetterThan(best, settings.objective())) {
      best = result;
      sinceBest = 0;
    } else {
      sinceBest++;
    }
    return true;
  }

  private void keep(TrialResult result) {
    underWay--;
    results.put(result.trial().number(), result);
    history.add(result);
    listener.ended(result);
  }

  private TrialResult best() {
    if (best == null) {
      throw new BadInputException(
          known.isEmpty()
              ? "No trial was run; give the search more time."
              : "None of the %d trials could be trained: %s."
                  .formatted(known.size(), known.get(0).failure()));
    }
    return best;
  }

  private Embedding embedding(TrialResult result, TrialRunner runner) throws InterruptedException {
    Optional<Embedding> kept = pool.embedding(result.trial());
    if (kept.isPresent()) {
      return kept.get();
    }
    LOG.info("training the best trial, number {}, again for its vectors", result.trial().number());
    TrainedTrial again = runner.run(result.trial(), 1, tokens -> {});
    if (again.embedding() == null) {
      throw new BadInputException(
          "The best trial, number %d, could not be trained again: %s."
              .formatted(result.trial().number(), again.result().failure()));
    }
    return again.embedding();
  }
}
