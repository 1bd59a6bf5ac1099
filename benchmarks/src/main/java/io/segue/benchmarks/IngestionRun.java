package io.segue.benchmarks;

import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.playlists.Address;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A burst of events that an instance in this process takes, the only one of its group. */
final class IngestionRun {

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  /** So many events that each partition has some. */
  private static final int TOUCHING_ALL = 4_000;

  private IngestionRun() {}

  /** What is measured once the instance is up to date. */
  @FunctionalInterface
  interface Measurement<T> {

    /** Measures. */
    T of(EventBurst burst, InstanceClient instance) throws InterruptedException;
  }

  /**
   * Starts an instance that has no state yet, lets it apply what was written before, and measures.
   *
   * @param settings makes the instance's settings of the defaults
   */
  static <T> T measure(
      Connection to, UnaryOperator<ServeSettings> settings, Measurement<T> measurement)
      throws IOException, InterruptedException {
    ServeSettings mine =
        settings.apply(
            ServeSettings.defaults(to)
                .withListen(new Address("127.0.0.1", 0))
                .withStateDir(Files.createTempDirectory("segue-bench-ingestion"))
                .withApplicationId("segue-bench-" + UUID.randomUUID().toString().substring(0, 8)));
    try (SegueApp app = SegueApp.start(mine)) {
      app.awaitReady(READY_LIMIT);
      try (InstanceClient instance = new InstanceClient(app.address().toString());
          EventBurst burst = EventBurst.open(to)) {
        burst.write(EventBurst.invented(TOUCHING_ALL, instance.popularTracks()), instance);
        return measurement.of(burst, instance);
      }
    } catch (TimeoutException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()), e);
    }
  }
}
