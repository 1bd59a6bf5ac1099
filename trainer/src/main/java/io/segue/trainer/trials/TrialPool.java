package io.segue.trainer.trials;

import io.segue.trainer.embedding.Embedding;
import java.util.Optional;

/**
 * Where trials run: in this process or on many machines. Used by one thread; the trials run on
 * others, or elsewhere.
 */
public interface TrialPool extends AutoCloseable {

  /** How many trials to hand out before waiting for one of them to end; at least 1. */
  int capacity();

  /** Hands out a trial. Its number is unique within the search. */
  void start(Trial trial);

  /**
   * Waits for a trial to end, any one, and returns its result; each result comes once.
   *
   * @throws InterruptedException when the calling thread was interrupted
   */
  TrialResult take() throws InterruptedException;

  /**
   * What a trial trained, if the pool still has it. A pool keeps what scored best so far at most,
   * and one that runs trials elsewhere nothing.
   */
  Optional<Embedding> embedding(Trial trial);

  /** Ends the trials that are under way and waits for that. */
  @Override
  void close();
}
