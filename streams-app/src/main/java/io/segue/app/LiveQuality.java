package io.segue.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.api.HttpPeerClient;
import io.segue.app.api.Insight;
import io.segue.app.api.PeerQuality;
import io.segue.app.canary.CanaryDecider;
import io.segue.app.health.DataHealth;
import io.segue.app.index.ServedIndex;
import io.segue.app.playlists.Address;
import io.segue.app.playlists.PartitionOwners;
import io.segue.app.quality.ClusterQuality;
import io.segue.app.quality.ExamCounters;
import io.segue.app.quality.ExamRecorder;
import io.segue.app.quality.Examiner;
import io.segue.app.quality.LearntEvents;
import io.segue.app.quality.LocalQuality;
import io.segue.app.quality.StoredQuality;
import io.segue.app.topology.AppliedEvents;
import io.segue.app.vitals.Vitals;
import io.segue.schemas.Connection;
import io.segue.schemas.activation.ActiveIndexRegister;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts that watch how an instance does: exams, the health of the data, and who ends trials.
 * Put together here, started and closed with the instance.
 */
final class LiveQuality {

  private static final Logger log = LoggerFactory.getLogger(LiveQuality.class);

  private static final Duration THREAD_CLOSE_LIMIT = Duration.ofSeconds(5);

  /** The owner of this partition ends trials. */
  private static final int DECIDING_PARTITION = 0;

  private final ServeSettings settings;
  private final ServedIndex served;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Closing closing;
  private final Vitals vitals;
  private final Examiner examiner;
  private final ExamCounters counters;
  private final DataHealth health;

  /**
   * @param served what is examined
   * @param learnt what it takes into account besides its training
   * @param closing gets what is to be closed
   * @param vitals is told when a part dies
   */
  LiveQuality(
      ServeSettings settings,
      ServedIndex served,
      LearntEvents learnt,
      Clock clock,
      MeterRegistry meters,
      Closing closing,
      Vitals vitals) {
    this.settings = settings;
    this.served = served;
    this.clock = clock;
    this.meters = meters;
    this.closing = closing;
    this.vitals = vitals;
    examiner = new Examiner(settings.exams(), served, learnt, clock, meters);
    counters = new ExamCounters(meters);
    health = new DataHealth(served, clock, meters);
    start("examiner", examiner);
  }

  /** Gives each partition those who watch its events. */
  Supplier<AppliedEvents> watches() {
    return () ->
        AppliedEvents.all(List.of(new ExamRecorder(examiner, counters, clock), health.watch()));
  }

  /** For the health of the data: a record has gone to the dead letters. */
  void deadLetter() {
    health.countDeadLetter();
  }

  /** Starts what needs the stream, and gives what the API shows. */
  Insight start(
      KafkaStreams streams, PartitionOwners owners, HttpPeerClient peers, Address instance) {
    LocalQuality local = new StoredQuality(streams, clock);
    ClusterQuality cluster =
        new PeerQuality(
            local,
            owners::instances,
            instance,
            peers,
            owners.partitionCount(),
            settings.hopLimit());
    if (mayDecide(settings.connection())) {
      start(
          "canary-decider",
          new CanaryDecider(
              served,
              cluster,
              () -> instance.equals(owners.ownerOf(DECIDING_PARTITION)),
              change -> {
                try (ActiveIndexRegister register =
                    ActiveIndexRegister.open(settings.connection())) {
                  return register.change(change);
                }
              },
              clock,
              meters));
    }
    return new Insight(local, cluster, health);
  }

  /** Where versions must be signed, whoever cannot sign would only write what nobody believes. */
  private static boolean mayDecide(Connection connection) {
    boolean may =
        connection.signatures().verifier() == null || connection.signatures().signer() != null;
    if (!may) {
      log.info(
          "Index versions must be signed and this instance has no signing key, so it ends no trials");
    }
    return may;
  }

  private void start(String name, Runnable work) {
    Thread thread =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .uncaughtExceptionHandler(
                (dead, e) -> {
                  log.error("The {} has died", name, e);
                  vitals.fail("The " + name + " has died: " + e + ".");
                })
            .start(work);
    closing.add(
        () -> {
          thread.interrupt();
          thread.join(THREAD_CLOSE_LIMIT);
        });
  }
}
