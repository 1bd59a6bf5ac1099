package io.segue.app.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /metrics}: everything measured, in the text format of Prometheus. Always 200. */
final class GetMetrics implements Endpoint {

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> scrape;

  GetMetrics(Supplier<String> scrape) {
    this.scrape = scrape;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/metrics";
  }

  @Override
  public boolean isShed() {
    return false;
  }

  @Override
  public Answer answer(ApiRequest request) {
    return new Answer(
        Answer.OK, CONTENT_TYPE, scrape.get().getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
