package io.segue.app.rules;

/**
 * Says which events are worth learning from: those that an index version was trained on are not,
 * for what is learnt live is added to the version's own. Whoever reads what was learnt leaves such
 * events out by their offsets in any case, so a gate saves work and decides nothing else. Called
 * from stream threads; must return at once.
 */
@FunctionalInterface
public interface LearningGate {

  /** Lets every event through. */
  LearningGate OPEN = (partition, offset) -> true;

  /** Whether to learn from the event at a place of {@code playlist-events}. */
  boolean admits(int partition, long offset);
}
