package io.segue.benchmarks;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Many short playlists, and then events of and queries about them side by side. */
final class MixedLoad implements AutoCloseable {

  private static final int BATCH = 200_000;
  private static final int QUESTIONS = 20_000;
  private static final int K = 20;
  private static final long SLICE_MS = 100;
  private static final int CONNECTIONS = 16;

  private final AppProcess app;
  private final InstanceClient instance;
  private final EventBurst burst;
  private final int playlists;
  private final List<String> tracks;
  private final String prefix = "memory-" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final Random random = new Random(1);

  /**
   * @param playlists how many there will be
   * @param tracks of which they consist
   */
  MixedLoad(Connection connection, AppProcess app, int playlists, List<String> tracks) {
    this.app = app;
    this.instance = new InstanceClient(AppProcess.HOST + ":" + app.port());
    this.burst = EventBurst.open(connection);
    this.playlists = playlists;
    this.tracks = tracks;
  }

  /**
   * Writes the playlists, one after the other, and waits until the instance has them.
   *
   * @param length how many tracks each has
   */
  void fill(int length) throws InterruptedException {
    List<EventBurst.Play> batch = new ArrayList<>(BATCH + length);
    List<EventBurst.Last> last = List.of();
    for (int playlist = 0; playlist < playlists; playlist++) {
      for (int i = 0; i < length; i++) {
        batch.add(play(playlist));
      }
      if (batch.size() >= BATCH || playlist == playlists - 1) {
        last = burst.send(prefix, batch);
        batch.clear();
      }
    }
    for (EventBurst.Last event : last) {
      while (!instance.answersAfter(event.playlist(), "?", event.place())) {
        // The instance has waited; ask again.
      }
    }
  }

  private EventBurst.Play play(int playlist) {
    return new EventBurst.Play(playlist, tracks.get(random.nextInt(tracks.size())));
  }

  /**
   * Writes events and asks, both at fixed rates, until told to stop.
   *
   * @param stop as {@link System#nanoTime}; may be set by any thread
   */
  TimedRequests run(int eventsPerSecond, int queriesPerSecond, AtomicLong stop)
      throws InterruptedException {
    List<byte[]> questions = new ArrayList<>();
    for (int i = 0; i < Math.min(QUESTIONS, playlists); i++) {
      String playlist = prefix + (long) i * playlists / Math.min(QUESTIONS, playlists);
      questions.add(
          HttpConnection.get(
              AppProcess.HOST,
              app.port(),
              "/v1/playlists/" + playlist + "/recommendations?k=" + K));
    }
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> writing = writer.submit(() -> write(eventsPerSecond, stop));
      TimedRequests answers =
          new HttpLoad(AppProcess.HOST, app.port(), questions, CONNECTIONS)
              .atRateUntil(queriesPerSecond, stop);
      writing.get();
      return answers;
    } catch (ExecutionException e) {
      throw new CommandFailedException("Events could not be written: " + e.getCause(), e);
    }
  }

  private void write(int perSecond, AtomicLong stop) {
    long begin = System.nanoTime();
    long written = 0;
    while (System.nanoTime() < stop.get()) {
      long due = (System.nanoTime() - begin) * perSecond / TimeUnit.SECONDS.toNanos(1);
      List<EventBurst.Play> plays = new ArrayList<>();
      for (; written < due; written++) {
        plays.add(play(random.nextInt(playlists)));
      }
      burst.send(prefix, plays);
      try {
        TimeUnit.MILLISECONDS.sleep(SLICE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    burst.close();
    instance.close();
  }
}
