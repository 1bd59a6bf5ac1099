package io.segue.trainer.schedule;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import io.segue.trainer.publishing.VersionLog;
import io.segue.trainer.topics.Clients;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Trains again and again, whenever a {@link TurnRule} says so.
 *
 * <p>When the last training was, and how far it read, is told by the newest published version: so a
 * trainer that is started anew, or a second one beside it, goes on from there. A training that
 * fails leaves the active version alone; it is tried again when its next turn comes, and not
 * before.
 */
public final class PeriodicTraining {

  /** One training. */
  @FunctionalInterface
  public interface Turn {
    /**
     * Trains and publishes.
     *
     * @throws InterruptedException when the calling thread was interrupted
     */
    void run() throws InterruptedException;
  }

  /** What there is to decide by. */
  @FunctionalInterface
  interface Progress {
    /** What is published, and what the event topic holds now. */
    Observation observe();
  }

  /**
   * What was seen at one time.
   *
   * @param newest the newest version, null when there is none
   * @param ranges what each partition of the events holds
   * @param drift as {@link TurnRule.Situation#drift}
   */
  record Observation(
      @Nullable IndexManifest newest, List<OffsetRange> ranges, Optional<String> drift) {}

  private static final long LOOK_SECONDS = 5;

  private final TurnRule rule;
  private final Progress progress;
  private final Clock clock;
  private final Consumer<String> say;
  private @Nullable Instant attemptedAt;
  private long attemptedEnd;

  PeriodicTraining(TurnRule rule, Progress progress, Clock clock, Consumer<String> say) {
    this.rule = rule;
    this.progress = progress;
    this.clock = clock;
    this.say = say;
  }

  /**
   * Trains until the calling thread is interrupted.
   *
   * @param drift asked whether the events differ from what the version in force was trained on
   * @param say told in a line of every turn, and why one failed
   */
  public static void run(
      Connection connection,
      TurnRule rule,
      Supplier<Optional<String>> drift,
      Clock clock,
      Consumer<String> say,
      Turn turn)
      throws InterruptedException {
    Progress progress =
        () -> {
          try (org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer =
              Clients.reader(connection)) {
            PartitionReader<String> reader = new PartitionReader<>(consumer);
            List<IndexManifest> manifests =
                new VersionLog(
                        reader,
                        connection.serdes().valueSerde(Topics.INDEX_VERSIONS).deserializer())
                    .read()
                    .manifests();
            return new Observation(
                manifests.isEmpty() ? null : manifests.get(manifests.size() - 1),
                reader.ranges(Topics.PLAYLIST_EVENTS.name()),
                drift.get());
          }
        };
    PeriodicTraining training = new PeriodicTraining(rule, progress, clock, say);
    while (true) {
      training.look(turn);
      TimeUnit.SECONDS.sleep(LOOK_SECONDS);
    }
  }

  /** Looks whether a training is due, and if so runs it. Returns whether it did. */
  boolean look(Turn turn) throws InterruptedException {
    Observation seen;
    try {
      seen = progress.observe();
    } catch (KafkaException e) {
      say.accept("Kafka cannot be asked (" + e.getMessage() + "); trying again");
      return false;
    }
    Instant now = clock.instant();
    Optional<String> why = rule.due(situation(seen), now);
    if (why.isEmpty()) {
      return false;
    }
    attemptedAt = now;
    attemptedEnd = end(seen.ranges());
    say.accept("training, as " + why.get());
    try {
      turn.run();
    } catch (BadInputException | CommandFailedException | KafkaException e) {
      say.accept(
          "this training failed; the active version stays, and the next turn comes as usual: "
              + e.getMessage());
    }
    return true;
  }

  private TurnRule.Situation situation(Observation seen) {
    Instant last = attemptedAt;
    long end = attemptedEnd;
    IndexManifest newest = seen.newest();
    if (newest != null) {
      if (last == null || newest.getCreatedAt().isAfter(last)) {
        last = newest.getCreatedAt();
      }
      end = Math.max(end, end(newest.getDataset().getRanges()));
    }
    return new TurnRule.Situation(
        Optional.ofNullable(last), end(seen.ranges()) - end, seen.drift());
  }

  private static long end(Collection<OffsetRange> ranges) {
    return ranges.stream().mapToLong(OffsetRange::getTo).sum();
  }
}
