package io.segue.app.api;

import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose requests trickle in. Helidon 4.5 ends connections that are silent, and
 * those that take long over a request's first line; after that a byte now and then would hold a
 * connection for hours, and after a refusal too, for the server waits for the rest of the body.
 *
 * <p>Helidon handles all that belongs to a connection on one virtual thread, so requests are known
 * by their thread. Thread-safe.
 */
final class RequestDeadline implements Http1ConnectionListener, AutoCloseable {

  private final Duration limit;
  private final Map<Thread, Future<?>> arriving = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * @param limit how long a request may take to arrive, from its first line to the end of its body
   */
  RequestDeadline(Duration limit) {
    this.limit = limit;
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("http-request-deadline").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** The first line is there; the rest has to follow. */
  @Override
  public void prologue(ConnectionContext connection, HttpPrologue prologue) {
    Thread thread = Thread.currentThread();
    Future<?> deadline =
        timer.schedule(
            () -> {
              arriving.remove(thread);
              connection.serverSocket().close();
            },
            limit.toNanos(),
            TimeUnit.NANOSECONDS);
    cancel(arriving.put(thread, deadline));
  }

  /** The request that this thread reads has arrived whole. */
  void arrived() {
    cancel(arriving.remove(Thread.currentThread()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static void cancel(@Nullable Future<?> deadline) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
