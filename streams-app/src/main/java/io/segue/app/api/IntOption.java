package io.segue.app.api;

import org.jspecify.annotations.Nullable;

/**
 * A whole number that a client may give.
 *
 * @param name what it is called, in query parameters and in bodies
 * @param min the least that is allowed
 * @param max the most
 */
record IntOption(String name, int min, int max) {

  /**
   * The number among the query parameters, null when it is not there.
   *
   * @throws ProblemException when it is given twice, no whole number, or out of range
   */
  @Nullable Integer of(ApiRequest request) {
    String text = request.single(name);
    if (text == null) {
      return null;
    }
    try {
      return check(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest(
          name
              + " must be a whole number from "
              + min
              + " to "
              + max
              + ", not "
              + Texts.quoted(text)
              + ".");
    }
  }

  /** As {@link #of}, or a default. */
  int of(ApiRequest request, int otherwise) {
    Integer given = of(request);
    return given == null ? otherwise : given;
  }

  /**
   * The value if it is in range, or the default if there is none.
   *
   * @throws ProblemException when it is out of range
   */
  int orElse(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : check(value);
  }

  private int check(int value) {
    if (value < min || value > max) {
      throw ProblemException.badRequest(
          name + " must lie between " + min + " and " + max + ", " + value + " does not.");
    }
    return value;
  }
}
