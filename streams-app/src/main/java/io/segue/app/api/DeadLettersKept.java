package io.segue.app.api;

import org.jspecify.annotations.Nullable;

/** Counts the dead letters. Thread-safe; may ask the network. */
@FunctionalInterface
public interface DeadLettersKept {

  /** How many the topic keeps; null when Kafka does not tell now. */
  @Nullable Long count();
}
