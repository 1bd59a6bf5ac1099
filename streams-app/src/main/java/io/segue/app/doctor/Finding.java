package io.segue.app.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param state how it is
 * @param found what was seen, a sentence
 * @param mend how to mend it, a sentence; null where nothing has to be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(String check, State state, String found, @Nullable String mend) {

  /** How something is. */
  enum State {
    /** As it should be. */
    GOOD,
    /** Works, but somebody should know. */
    NOTE,
    /** Does not work. */
    BAD
  }

  static Finding good(String check, String found) {
    return new Finding(check, State.GOOD, found, null);
  }

  static Finding note(String check, String found, String mend) {
    return new Finding(check, State.NOTE, found, mend);
  }

  static Finding bad(String check, String found, String mend) {
    return new Finding(check, State.BAD, found, mend);
  }
}
