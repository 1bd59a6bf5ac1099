package io.segue.trainer.dataset;

/** There is nothing to learn from; the message says why and what to do about it. */
public final class UnusableDatasetException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * @param message a sentence for the person who started the training
   */
  public UnusableDatasetException(String message) {
    super(message);
  }
}
