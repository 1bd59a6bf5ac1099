package io.segue.app.quality;

/**
 * Tells which events answers may rest on besides those that a version was trained on, so that no
 * event is asked about when it has been learnt. Asked from any thread.
 */
@FunctionalInterface
public interface LearntEvents {

  /** None. */
  LearntEvents NONE = place -> false;

  /**
   * Whether an answer that was given before this call may rest on an event: surely if it does,
   * perhaps if it does not.
   */
  boolean mayKnow(EventPlace place);
}
