package io.segue.app.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.segue.schemas.BadInputException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Names requests and traces them, here and on the way to other instances: W3C Trace Context by
 * OpenTelemetry, with the attributes of its semantic conventions for HTTP. Thread-safe.
 */
public final class Tracing implements AutoCloseable {

  private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
  private static final String NONE = "none";

  /** Header of a carrier that is a function from names to values. */
  private static final TextMapGetter<UnaryOperator<@Nullable String>> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(UnaryOperator<@Nullable String> headers) {
          return List.of();
        }

        @Override
        @SuppressWarnings("NullAway") // the library's own annotations are not read
        public @Nullable String get(
            @Nullable UnaryOperator<@Nullable String> headers, String name) {
          return headers == null ? null : headers.apply(name);
        }
      };

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Runnable end;

  Tracing(OpenTelemetry telemetry, Runnable end) {
    tracer = telemetry.getTracer("io.segue");
    propagator = telemetry.getPropagators().getTextMapPropagator();
    this.end = end;
  }

  /** Requests have names, and no spans. */
  public static Tracing off() {
    return new Tracing(OpenTelemetry.noop(), () -> {});
  }

  /**
   * As OpenTelemetry's own environment variables say; off unless {@code OTEL_TRACES_EXPORTER} names
   * an exporter.
   *
   * @throws BadInputException when they are wrong
   */
  public static Tracing of(Map<String, String> environment) {
    String exporter = environment.getOrDefault(EXPORTER, "").strip();
    if (exporter.isEmpty() || exporter.equals(NONE)) {
      return off();
    }
    // The exporters report what fails to java.util.logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      OpenTelemetrySdk sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesSupplier(
                  () ->
                      Map.of(
                          "otel.service.name",
                          "segue",
                          "otel.metrics.exporter",
                          NONE,
                          "otel.logs.exporter",
                          NONE,
                          // gRPC's, 4317, would need another HTTP client
                          "otel.exporter.otlp.protocol",
                          "http/protobuf"))
              .build()
              .getOpenTelemetrySdk();
      return new Tracing(sdk, sdk::close);
    } catch (ConfigurationException e) {
      throw new BadInputException(
          "Traces cannot be exported as the environment's OTEL_ variables say: "
              + e.getMessage()
              + ". Correct them, or set "
              + EXPORTER
              + " to none.",
          e);
    }
  }

  /**
   * Begins work on a request that has come in.
   *
   * @param method the HTTP method in capitals
   * @param path as it was sent
   * @param headers the request's first header of a name, null when it has none
   */
  public RequestSpan request(String method, String path, UnaryOperator<@Nullable String> headers) {
    Context parent = propagator.extract(Context.current(), headers, HEADERS);
    Span span =
        tracer
            .spanBuilder(method)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", method)
            .setAttribute("url.path", path)
            .startSpan();
    return new RequestSpan(RequestId.of(headers.apply(RequestId.HEADER)), method, parent, span);
  }

  /**
   * Begins a request to another instance, on behalf of the one that this thread works on.
   *
   * @param header takes what the other instance is to know of this one
   */
  public HopSpan hop(String method, String host, int port, BiConsumer<String, String> header) {
    Span span =
        tracer
            .spanBuilder(method)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("http.request.method", method)
            .setAttribute("server.address", host)
            .setAttribute("server.port", port)
            .startSpan();
    propagator.inject(
        Context.current().with(span),
        header,
        (setter, name, value) -> {
          if (setter != null) {
            setter.accept(name, value);
          }
        });
    String id = RequestId.current();
    if (id != null) {
      header.accept(RequestId.HEADER, id);
    }
    return new HopSpan(span);
  }

  /** The task, to be done by another thread for the request that this one works on. */
  public static <T> Callable<T> carried(Callable<T> task) {
    Context context = Context.current();
    Map<String, String> logged = MDC.getCopyOfContextMap();
    return () -> {
      try (Scope scope = context.makeCurrent()) {
        if (logged != null) {
          MDC.setContextMap(logged);
        }
        return task.call();
      } finally {
        MDC.clear();
      }
    };
  }

  /** Sends what is not sent yet. */
  @Override
  public void close() {
    end.run();
  }
}
