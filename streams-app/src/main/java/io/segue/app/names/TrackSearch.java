package io.segue.app.names;

import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.TrackCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the names of the tracks of the version that serves, to be searched.
 *
 * <p>The names are collected when somebody searches, on a thread of its own, and again when another
 * version serves. Where tracks had no names, because the catalogue was still being read, they are
 * collected again at most every 30 seconds, and so rarely that it takes a twentieth of one
 * processor's time at most. Nobody who does not search pays for it. Thread-safe.
 */
public final class TrackSearch {

  private static final Logger log = LoggerFactory.getLogger(TrackSearch.class);

  private static final Duration FIRST_LIMIT = Duration.ofSeconds(3);
  private static final Duration AGE_MIN = Duration.ofSeconds(30);
  private static final int PAUSES_PER_BUILD = 20;

  /**
   * Names and what it took to collect them.
   *
   * @param names the names
   * @param cost how long that took
   */
  private record Built(NameIndex names, Duration cost) {}

  private final TrackCatalogue catalogue;
  private final Clock clock;
  private final AtomicReference<@Nullable CompletableFuture<Built>> building =
      new AtomicReference<>();

  private volatile @Nullable Built built;

  /**
   * @param catalogue what tracks are called
   * @param clock for the age of what was collected
   */
  public TrackSearch(TrackCatalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * The names of the version that serves; of the one before while they are being collected. Waits
   * up to three seconds for the first ones.
   *
   * @throws NamesNotReadyException when there are none yet
   */
  public NameIndex names(ServingIndex index) throws NamesNotReadyException {
    Built now = built;
    if (now != null && !isDue(now, index)) {
      return now.names();
    }
    CompletableFuture<Built> coming = build(index);
    return now == null ? first(coming) : now.names();
  }

  private boolean isDue(Built now, ServingIndex index) {
    if (!now.names().version().equals(index.version())) {
      return true;
    }
    Duration age = Duration.between(now.names().builtAt(), clock.instant());
    return now.names().unnamed() > 0
        && age.compareTo(AGE_MIN) > 0
        && age.compareTo(now.cost().multipliedBy(PAUSES_PER_BUILD)) > 0;
  }

  /** What is being built, begun now if nothing is. */
  private CompletableFuture<Built> build(ServingIndex index) {
    CompletableFuture<Built> mine = new CompletableFuture<>();
    CompletableFuture<Built> other = building.compareAndExchange(null, mine);
    if (other != null) {
      return other;
    }
    Thread.ofPlatform().name("track-names").daemon().start(() -> collect(index, mine));
    return mine;
  }

  private void collect(ServingIndex index, CompletableFuture<Built> result) {
    long from = System.nanoTime();
    try {
      NameIndex names = NameIndex.of(index, catalogue, clock.instant());
      Built done = new Built(names, Duration.ofNanos(System.nanoTime() - from));
      built = done;
      result.complete(done);
    } catch (RuntimeException | Error e) {
      log.error("The names of index {} cannot be collected", index.version(), e);
      result.completeExceptionally(e);
    } finally {
      building.set(null);
    }
  }

  private static NameIndex first(CompletableFuture<Built> coming) throws NamesNotReadyException {
    try {
      return coming.get(FIRST_LIMIT.toMillis(), TimeUnit.MILLISECONDS).names();
    } catch (TimeoutException e) {
      throw new NamesNotReadyException("The names of the tracks are being collected.");
    } catch (ExecutionException e) {
      throw new NamesNotReadyException(
          "The names of the tracks cannot be collected; the log of the instance has the cause.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NamesNotReadyException("This instance is stopping.");
    }
  }
}
