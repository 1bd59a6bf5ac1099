package io.segue.trainer.trials;

/** Hears how a search goes on. Called from several threads at once. */
public interface SearchListener {

  /** Hears nothing. */
  SearchListener NONE = new SearchListener() {};

  /** A trial starts; it will read so many tracks. */
  default void started(Trial trial, long tokens) {}

  /** A trial has read so many more tracks. */
  default void read(Trial trial, int tokens) {}

  /** A trial has ended, well or not; in whatever process it ran. */
  default void ended(TrialResult result) {}
}
