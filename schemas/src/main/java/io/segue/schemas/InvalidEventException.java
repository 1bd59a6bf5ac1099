package io.segue.schemas;

/** Says in one sentence why something is not a valid {@link PlaylistEvent}. */
public final class InvalidEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidEventException(String sentence) {
    super(sentence);
  }
}
