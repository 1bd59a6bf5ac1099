package io.segue.trainer.importing;

/** Hears how far an import is. Called by the importing thread, often: must be quick. */
@FunctionalInterface
public interface ImportListener {

  /** Hears nothing. */
  ImportListener NONE = (events, share) -> {};

  /**
   * @param events how many events have been sent so far
   * @param share how much of the files has been read, 0 to 1
   */
  void advanced(long events, double share);
}
