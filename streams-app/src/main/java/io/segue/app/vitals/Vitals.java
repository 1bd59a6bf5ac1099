package io.segue.app.vitals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Knows what keeps the process from being ready, and whether it has failed for good.
 *
 * <p>No part may die and leave the process answering as if nothing had happened: it reports here,
 * the process is unready from then on, and whoever waits for {@link #failed} ends it. Thread-safe.
 */
public final class Vitals {

  /** Something that must be there before the process is ready. Called from any thread. */
  @FunctionalInterface
  public interface Requirement {

    /** A clause that says what is missing; null when nothing is. */
    @Nullable String missing();
  }

  private final List<Requirement> requirements = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> failure = new CompletableFuture<>();

  /** Adds something that must be there. */
  public void require(Requirement requirement) {
    requirements.add(requirement);
  }

  /**
   * Reports that a part has failed for good. The first report counts.
   *
   * @param sentence which part and why
   */
  public void fail(String sentence) {
    failure.complete(sentence);
  }

  /** The sentence with which a part failed, once one has. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure.getNow(null));
  }

  /** Completes when a part fails, with the sentence. */
  public CompletableFuture<String> failed() {
    return failure.copy();
  }

  /** What keeps the process from being ready; empty when it is. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    failure().ifPresent(missing::add);
    for (Requirement requirement : requirements) {
      String clause = requirement.missing();
      if (clause != null) {
        missing.add(clause);
      }
    }
    return List.copyOf(missing);
  }
}
