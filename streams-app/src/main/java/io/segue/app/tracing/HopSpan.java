package io.segue.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** A request to another instance, until it is answered or has failed. */
public final class HopSpan implements AutoCloseable {

  private final Span span;

  HopSpan(Span span) {
    this.span = span;
  }

  /** The other instance has answered with this HTTP status. */
  public void answered(int status) {
    span.setAttribute("http.response.status_code", status);
  }

  /** There was no answer. */
  public void failed(Exception reason) {
    span.setStatus(StatusCode.ERROR, String.valueOf(reason.getMessage()));
  }

  @Override
  public void close() {
    span.end();
  }
}
