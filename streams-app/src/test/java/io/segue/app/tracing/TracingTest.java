package io.segue.app.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TracingTest {

  @Test
  void theCallersNameForARequestIsKept() {
    try (RequestSpan request =
        Tracing.off().request("GET", "/", Map.of("X-Request-Id", "a")::get)) {
      assertThat(request.id()).isEqualTo("a");
      assertThat(MDC.get("request")).isEqualTo("a");
    }

    assertThat(MDC.get("request")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\nbreak", "ä"})
  void aNameThatCouldForgeALogLineIsReplaced(String given) {
    try (RequestSpan request =
        Tracing.off().request("GET", "/", Map.of("X-Request-Id", given)::get)) {
      assertThat(request.id()).matches("[0-9a-f]{16}");
    }
  }

  @Test
  void aHopCarriesTheNameAndNoTraceWhenTracesAreOff() {
    Map<String, String> sent = new HashMap<>();
    try (RequestSpan request = Tracing.off().request("GET", "/", name -> null);
        HopSpan hop = Tracing.off().hop("GET", "b", 1, sent::put)) {
      hop.answered(200);
      assertThat(sent).isEqualTo(Map.of("X-Request-Id", request.id()));
    }
  }

  @Test
  void whatAnotherThreadDoesForARequestBelongsToIt() throws Exception {
    Map<String, String> sent = new HashMap<>();
    String id;
    Callable<String> task;
    try (RequestSpan request = Tracing.off().request("GET", "/", name -> null)) {
      id = request.id();
      task =
          Tracing.carried(
              () -> {
                Tracing.off().hop("GET", "b", 1, sent::put).close();
                return MDC.get("request");
              });
    }

    FutureTask<String> elsewhere = new FutureTask<>(task);
    Thread.ofVirtual().start(elsewhere).join();

    assertThat(elsewhere.get()).isEqualTo(id);
    assertThat(sent).isEqualTo(Map.of("X-Request-Id", id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "none"})
  void noExporterIsNone(String exporter) {
    try (Tracing tracing = Tracing.of(Map.of("OTEL_TRACES_EXPORTER", exporter));
        RequestSpan request = tracing.request("GET", "/", name -> null)) {
      assertThat(request.id()).isNotEmpty();
      assertThat(MDC.get("trace")).isNull();
    }
  }

  @Test
  void anExporterThatDoesNotExistIsRefusedWithASentence() {
    System.setProperty("otel.traces.exporter", "jager");
    try {
      assertThatThrownBy(() -> Tracing.of(Map.of("OTEL_TRACES_EXPORTER", "jager")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("jager")
          .hasMessageEndingWith("Correct them, or set OTEL_TRACES_EXPORTER to none.");
    } finally {
      System.clearProperty("otel.traces.exporter");
    }
  }
}
