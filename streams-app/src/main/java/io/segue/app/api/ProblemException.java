package io.segue.app.api;

import java.util.List;
import java.util.Map;

/** Ends a request with a {@link Problem}. The message is the problem's detail. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String slug;
  private final String title;
  private final transient Map<String, String> headers;

  private ProblemException(
      int status, String slug, String title, String detail, Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.slug = slug;
    this.title = title;
    this.headers = headers;
  }

  static ProblemException badRequest(String detail) {
    return new ProblemException(400, "bad-request", "Bad request", detail, Map.of());
  }

  /** 401. {@code parameters} follow the realm in the challenge. */
  static ProblemException unauthorized(String detail, String parameters) {
    return new ProblemException(
        401,
        "unauthorized",
        "Who are you?",
        detail,
        Map.of("WWW-Authenticate", "Bearer realm=\"segue\"" + parameters));
  }

  static ProblemException forbidden(String detail) {
    return new ProblemException(403, "forbidden", "Not allowed", detail, Map.of());
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(404, "not-found", "Not found", detail, Map.of());
  }

  static ProblemException methodNotAllowed(String detail, List<String> allowed) {
    return new ProblemException(
        405,
        "method-not-allowed",
        "Method not allowed",
        detail,
        Map.of("Allow", String.join(", ", allowed)));
  }

  static ProblemException conflict(String detail) {
    return new ProblemException(409, "conflict", "Not as things stand", detail, Map.of());
  }

  private static ProblemException tooLarge(String detail) {
    return new ProblemException(413, "body-too-large", "Body too large", detail, Map.of());
  }

  static ProblemException bodyTooLarge() {
    return tooLarge(
        "The body is larger than "
            + HttpLimits.BODY_BYTES_MAX
            + " bytes; send fewer ids, or several requests.");
  }

  static ProblemException unavailable(String detail) {
    return new ProblemException(
        503, "unavailable", "Not available now", detail, Map.of("Retry-After", "1"));
  }

  static ProblemException overloaded(String detail) {
    return new ProblemException(
        503,
        "overloaded",
        "Too much to do",
        detail,
        Map.of("Retry-After", "1", Answer.OVERLOADED, "true"));
  }

  static ProblemException internal() {
    return new ProblemException(
        500,
        "internal-error",
        "Internal error",
        "Segue failed at answering this request; the instance's log has the cause under the X-Request-Id of this answer.",
        Map.of());
  }

  int status() {
    return status;
  }

  /** What a client is told; {@code path} names what it asked. */
  Problem toProblem(String path) {
    return new Problem(
        "urn:segue:problem:" + slug, title, status, String.valueOf(getMessage()), path);
  }

  Answer toAnswer(String path) {
    return toProblem(path).toAnswer(headers);
  }
}
