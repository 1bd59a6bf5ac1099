package io.segue.app.api;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.tracing.Tracing;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends {@link EventFeed}s: so many at once, with a sign of life where nothing happens, until the
 * client goes or {@link #close} ends them all. Thread-safe.
 */
final class EventStreams implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

  private final int streamsMax;
  private final Duration heartbeat;
  private final AtomicInteger open = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param streamsMax how many at once
   * @param heartbeat how long nothing may be sent
   */
  EventStreams(int streamsMax, Duration heartbeat, MeterRegistry meters) {
    this.streamsMax = streamsMax;
    this.heartbeat = heartbeat;
    Gauge.builder("segue.http.event.streams", open, AtomicInteger::get)
        .description("Streams of server-sent events that are open now")
        .register(meters);
  }

  /**
   * Takes a place, to be given back by {@link #send}.
   *
   * @throws ProblemException 503 when none is free, or the instance stops
   */
  void enter() {
    if (closed.getCount() == 0) {
      throw ProblemException.unavailable("This instance is stopping; ask another one.");
    }
    if (open.incrementAndGet() > streamsMax) {
      open.decrementAndGet();
      throw ProblemException.overloaded(
          "This instance has "
              + streamsMax
              + " streams of events open already. Ask again a little later, or ask without"
              + " following.");
    }
  }

  /**
   * Sends a feed to its end.
   *
   * <p>Not on the connection's own thread: Helidon takes a connection for idle that has long had no
   * request, and interrupts its thread time and again.
   */
  void send(EventFeed feed, ServerResponse response) {
    Thread sender =
        Thread.ofVirtual()
            .name("event-stream")
            .start(
                new FutureTask<>(Tracing.carried(Executors.callable(() -> run(feed, response)))));
    boolean over = false;
    while (!over) {
      try {
        sender.join();
        over = true;
      } catch (InterruptedException e) {
        log.trace("A stream of events goes on, though its connection seems idle", e);
      }
    }
  }

  private void run(EventFeed feed, ServerResponse response) {
    try (SseSink sink = response.sink(SseSink.TYPE)) {
      feed.run(new Sink(sink));
    } catch (UncheckedIOException | ServerConnectionException e) {
      log.debug("A client has gone that followed events", e);
    } catch (RuntimeException e) {
      log.error("A stream of events has failed", e);
    } finally {
      open.decrementAndGet();
    }
  }

  /** Ends all streams soon, and takes no more. May be called again. */
  @Override
  public void close() {
    closed.countDown();
  }

  /** One client. */
  private final class Sink implements EventSink {

    private final SseSink sink;
    private long lastSentNanos = System.nanoTime();

    Sink(SseSink sink) {
      this.sink = sink;
    }

    @Override
    public void send(String name, byte[] json) {
      emit(SseEvent.builder().name(name).data(new String(json, StandardCharsets.UTF_8)).build());
    }

    @Override
    public boolean pause(Duration length) {
      if (System.nanoTime() - lastSentNanos > heartbeat.toNanos()) {
        emit(SseEvent.builder().comment("still here").build());
      }
      try {
        return !closed.await(length.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private void emit(SseEvent event) {
      sink.emit(event);
      lastSentNanos = System.nanoTime();
    }
  }
}
