package io.segue.trainer.embedding;

/** Hears of a training's progress, from the training threads. */
@FunctionalInterface
public interface TrainingProgress {

  /** Another so many tracks were read; the sum ends at the corpus's tokens times the epochs. */
  void read(int tokens);
}
