package io.segue.app.api;

import org.jspecify.annotations.Nullable;

/**
 * A number from 0 on that a client may give.
 *
 * @param name what it is called, in query parameters and in bodies
 * @param max the most that is allowed
 */
record ShareOption(String name, double max) {

  /**
   * The number among the query parameters, null when it is not there.
   *
   * @throws ProblemException when it is given twice, no number, or out of range
   */
  @Nullable Double of(ApiRequest request) {
    String text = request.single(name);
    if (text == null) {
      return null;
    }
    try {
      return check(Double.parseDouble(text), text);
    } catch (NumberFormatException e) {
      throw refused(text);
    }
  }

  /**
   * The value if it is in range, or 0 if there is none.
   *
   * @throws ProblemException when it is out of range
   */
  double orZero(@Nullable Double value) {
    return value == null ? 0 : check(value, value.toString());
  }

  private double check(double value, String text) {
    if (!(value >= 0 && value <= max)) {
      throw refused(text);
    }
    return value;
  }

  private ProblemException refused(String text) {
    return ProblemException.badRequest(
        name + " must be a number from 0 to " + max + ", not " + Texts.quoted(text) + ".");
  }
}
