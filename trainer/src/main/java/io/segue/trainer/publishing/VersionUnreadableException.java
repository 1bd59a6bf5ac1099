package io.segue.trainer.publishing;

import org.jspecify.annotations.Nullable;

/** A published version cannot be read back. The message says why, as part of a sentence. */
public final class VersionUnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  VersionUnreadableException(String reason) {
    super(reason);
  }

  VersionUnreadableException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
