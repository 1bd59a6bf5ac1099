package io.segue.app.api;

import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as endpoints see it.
 *
 * @param method the HTTP method in capitals
 * @param rawPath the path as it was sent, still percent-encoded
 * @param rawQuery the query as it was sent, without the question mark; empty when there is none
 * @param pathValues the decoded values of the path pattern's variables
 * @param query the decoded query parameters
 * @param body the body, at most {@link HttpServer#BODY_BYTES_MAX} bytes
 * @param forwardedBy which instance passed the request on; null when it comes from a client
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record ApiRequest(
    String method,
    String rawPath,
    String rawQuery,
    Map<String, String> pathValues,
    Map<String, List<String>> query,
    byte[] body,
    @Nullable String forwardedBy) {

  /** The header with which an instance marks a request that it passes on. */
  static final String FORWARDED_BY = "Segue-Forwarded-By";

  ApiRequest withPathValues(Map<String, String> values) {
    return new ApiRequest(method, rawPath, rawQuery, values, query, body, forwardedBy);
  }

  /**
   * An id in the path.
   *
   * @param variable the variable's name in the endpoint's pattern
   * @param name what to call the id when it is wrong
   * @throws ProblemException when it is empty, too long or has control characters
   */
  String id(String variable, String name) {
    String value = pathValues.get(variable);
    if (value == null) {
      throw new IllegalStateException("the path pattern has no variable " + variable);
    }
    try {
      return EventRules.checkId(name, value);
    } catch (InvalidEventException e) {
      throw ProblemException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A whole number among the query parameters.
   *
   * @throws ProblemException when it is given twice, no number, or out of range
   */
  int number(String name, int min, int max, int otherwise) {
    String text = single(name);
    if (text == null) {
      return otherwise;
    }
    int value;
    try {
      value = Integer.parseInt(text);
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
    return inRange(name, value, min, max);
  }

  /** The value if it is in range, else a problem. */
  static int inRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw ProblemException.badRequest(
          name + " must lie between " + min + " and " + max + ", " + value + " does not.");
    }
    return value;
  }

  /**
   * A yes or no among the query parameters.
   *
   * @throws ProblemException when it is given twice or is neither {@code true} nor {@code false}
   */
  boolean flag(String name, boolean otherwise) {
    String text = single(name);
    if (text == null) {
      return otherwise;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ProblemException.badRequest(
              name + " must be true or false, not " + Texts.quoted(text) + ".");
    };
  }

  private @Nullable String single(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw ProblemException.badRequest(
          name + " is given " + values.size() + " times; give it once.");
    }
    return values.isEmpty() ? null : values.get(0);
  }
}
