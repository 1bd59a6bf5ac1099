package io.segue.app.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** Traces with the real SDK, kept in memory. */
public final class RecordedSpans {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  /** Of an instance whose spans are to be kept here. */
  public Tracing tracing() {
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    return new Tracing(sdk, sdk::close);
  }

  /** The spans that have ended, in the order of their ends. */
  public List<SpanData> ended() {
    return exporter.getFinishedSpanItems();
  }
}
