package io.segue.schemas;

import org.jspecify.annotations.Nullable;

/**
 * The work could not be done, for a reason that is known and is not the user's input: no broker
 * answers, a record was not accepted. The message is one sentence or two that say what happened,
 * where, and what to do. Command lines show it without a stack trace and exit with {@link
 * CommandLines#FAILED}.
 */
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence for the user. */
  public CommandFailedException(String sentence) {
    super(sentence);
  }

  /** With a sentence for the user, and what made us say it. */
  public CommandFailedException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
