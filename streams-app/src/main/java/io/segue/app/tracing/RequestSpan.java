package io.segue.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.slf4j.MDC;

/**
 * A request while it is worked on by the thread that made this: its lines in the log have its id,
 * and what is done for it belongs to its span. To be closed by the same thread.
 */
public final class RequestSpan implements AutoCloseable {

  private static final String TRACE = "trace";
  private static final int FAILED_FROM = 500;

  private final String id;
  private final String method;
  private final Span span;
  private final Scope scope;

  @SuppressWarnings("MustBeClosedChecker") // closed when this is
  RequestSpan(String id, String method, Context parent, Span span) {
    this.id = id;
    this.method = method;
    this.span = span;
    scope = RequestId.with(parent, id).with(span).makeCurrent();
    MDC.put(RequestId.LOGGED_AS, id);
    if (span.getSpanContext().isSampled()) {
      MDC.put(TRACE, span.getSpanContext().getTraceId());
    }
  }

  /** What the request is called. */
  public String id() {
    return id;
  }

  /**
   * Ends the span; what is still to be sent does not belong to it.
   *
   * @param route the path pattern that answered, such as {@code /v1/playlists/{id}}; empty when
   *     none did
   * @param status the HTTP status
   */
  public void answered(String route, int status) {
    if (span.isRecording()) {
      span.updateName(route.isEmpty() ? method : method + " " + route);
      if (!route.isEmpty()) {
        span.setAttribute("http.route", route);
      }
      span.setAttribute("http.response.status_code", status);
      if (status >= FAILED_FROM) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    span.end();
  }

  @Override
  public void close() {
    span.end(); // of a request that was given up; a second end changes nothing
    scope.close();
    MDC.remove(RequestId.LOGGED_AS);
    MDC.remove(TRACE);
  }
}
