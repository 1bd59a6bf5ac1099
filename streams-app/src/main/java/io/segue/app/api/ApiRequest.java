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
   * A yes or no among the query parameters, null when it is not there.
   *
   * @throws ProblemException when it is given twice or is neither {@code true} nor {@code false}
   */
  @Nullable Boolean flag(String name) {
    String text = single(name);
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ProblemException.badRequest(
              name + " must be true or false, not " + Texts.quoted(text) + ".");
    };
  }

  /** All values of a query parameter, in their order; empty when it is not there. */
  List<@Nullable String> all(String name) {
    return List.copyOf(query.getOrDefault(name, List.of()));
  }

  /**
   * The value of a query parameter, null when it is not there.
   *
   * @throws ProblemException when it is given twice
   */
  @Nullable String single(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw ProblemException.badRequest(
          name + " is given " + values.size() + " times; give it once.");
    }
    return values.isEmpty() ? null : values.get(0);
  }
}
