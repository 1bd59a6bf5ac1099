package io.segue.app.canary;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.index.ServedIndex;
import io.segue.app.quality.ClusterQuality;
import io.segue.app.quality.QualityReading;
import io.segue.app.quality.RankCounts;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.Canary;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Topics;
import io.segue.schemas.activation.ActiveIndexRegister.Contents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends trials: promotes the candidate or rolls it back, once what was seen on all instances says
 * so.
 *
 * <p>Every instance runs one, and the one that owns partition 0 of {@code playlist-events} decides;
 * when it dies, that partition moves to another, and the counts are in the store {@code quality},
 * which moves along. Should two think for a moment that they own it, one decision is written all
 * the same: it is written only if, in the register, this very trial is still on.
 */
public final class CanaryDecider implements Runnable {

  /** Changes the record in force; as {@code ActiveIndexRegister.change} does. */
  @FunctionalInterface
  public interface Register {

    /**
     * Reads, decides, writes.
     *
     * @throws CommandFailedException when somebody else is changing it, or Kafka refuses
     */
    Optional<ActiveIndex> change(Function<Contents, Optional<ActiveIndex>> change);
  }

  private static final Logger log = LoggerFactory.getLogger(CanaryDecider.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** Each attempt takes the publishers' transactional id over, so there must not be many. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final ServedIndex served;
  private final ClusterQuality quality;
  private final BooleanSupplier decides;
  private final Register register;
  private final Clock clock;
  private @Nullable Instant notBefore;
  private @Nullable Canary refused;
  private volatile @Nullable Evidence evidence;

  /**
   * @param served tells which trial is on
   * @param quality what was seen of it
   * @param decides whether it is this instance that decides, now
   * @param register where decisions are written
   * @param clock tells when a trial's time is over
   * @param meters gets the evidence, from the instance that decides
   */
  public CanaryDecider(
      ServedIndex served,
      ClusterQuality quality,
      BooleanSupplier decides,
      Register register,
      Clock clock,
      MeterRegistry meters) {
    this.served = served;
    this.quality = quality;
    this.decides = decides;
    this.register = register;
    this.clock = clock;
    gauge(meters, "better", Evidence::better);
    gauge(meters, "worse", Evidence::worse);
  }

  private void gauge(MeterRegistry meters, String direction, Function<Evidence, Double> value) {
    Gauge.builder(
            "segue.canary.evidence",
            this,
            decider -> {
              Evidence now = decider.evidence;
              return now == null ? 0 : value.apply(now);
            })
        .description("The e-value of a trial, on the instance that decides; 0 without a trial")
        .tag("candidate", direction)
        .register(meters);
  }

  /** Looks until the thread is interrupted. An exception that comes out of it is a fatal one. */
  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks once, and ends the trial if it is time.
   *
   * @return what was written; empty when nothing was
   */
  Optional<ActiveIndex> look() {
    ActiveIndex active = served.view().active();
    Canary canary = active == null ? null : active.getCanary();
    if (canary == null || !decides.getAsBoolean()) {
      evidence = null;
      return Optional.empty();
    }
    QualityReading reading = quality.read(Duration.ZERO, canary.getStartedAt().toEpochMilli());
    Instant now = clock.instant();
    boolean whole = reading.partitions().size() == quality.partitions();
    if (!whole && now.isBefore(canary.getEndsAt())) {
      return Optional.empty(); // some partitions are moving; they bring their counts with them
    }
    Judgement judgement =
        Judgement.of(canary, counts(reading.active()), counts(reading.candidate()), now);
    evidence = judgement.evidence();
    boolean waits = notBefore != null && now.isBefore(notBefore);
    return judgement.verdict() == Judgement.Verdict.CONTINUE
            || waits
            || Objects.equals(canary, refused)
        ? Optional.empty()
        : attempt(canary, judgement, now);
  }

  private Optional<ActiveIndex> attempt(Canary canary, Judgement judgement, Instant now) {
    try {
      return carryOut(canary, judgement);
    } catch (CommandFailedException e) {
      if (isForbidden(e)) {
        refused = canary;
        log.error(
            "This instance may not write to {}, so it cannot end the trial of {}, though {}; 'segue"
                + " canary stop' can, with or without --promote",
            Topics.INDEX_VERSIONS.name(),
            canary.getVersion(),
            judgement.reason());
      } else {
        notBefore = now.plus(RETRY_AFTER);
        log.warn("The trial could not be ended, trying again: {}", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static boolean isForbidden(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException) {
        return true;
      }
    }
    return false;
  }

  private Optional<ActiveIndex> carryOut(Canary canary, Judgement judgement) {
    boolean promoted = judgement.verdict() == Judgement.Verdict.PROMOTE;
    String reason =
        "canary %s %s, as %s"
            .formatted(
                canary.getVersion(), promoted ? "promoted" : "rolled back", judgement.reason());
    Optional<ActiveIndex> written =
        register.change(
            contents -> {
              if (!TrialControl.isOn(contents, canary)) {
                return Optional.empty();
              }
              return promoted
                  ? TrialControl.promoted(contents, clock.instant(), reason)
                  : TrialControl.rolledBack(contents, reason);
            });
    written.ifPresent(next -> log.info("The trial is over: {}", reason));
    return written;
  }

  private static RankCounts counts(QualityReading.@Nullable Counts counts) {
    return counts == null ? RankCounts.NONE : counts.toRankCounts();
  }
}
