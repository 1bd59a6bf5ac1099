package io.segue.schemas;

import org.jspecify.annotations.Nullable;

/**
 * What the user gave cannot be used: a wrong option, a file in no known format. The message is one
 * sentence or two that say what was wrong, where, and what to do. Command lines show it without a
 * stack trace and exit with {@link CommandLines#BAD_INPUT}.
 */
public final class BadInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence for the user. */
  public BadInputException(String sentence) {
    super(sentence);
  }

  /** With a sentence for the user, and what made us say it. */
  public BadInputException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
