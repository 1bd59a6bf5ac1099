package io.segue.app.index;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.index.VersionStatus.State;
import io.segue.recommender.Model;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.Recommender;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.schemas.IndexManifest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the published index versions and serves the active one.
 *
 * <p>One thread runs {@link #run}. It learns announcements, and between them does one piece of work
 * at a time, the most urgent first: bring up the version that is to serve; bring up the candidate
 * of a trial; bring back into memory the one to roll back to; put the bytes of every other version
 * into the cache on disk, so that activating it needs no network. What is served changes by one
 * write to {@link ServedIndex}, after the new version has been verified and has answered its
 * warm-up queries.
 *
 * <p>A version that is wrong becomes {@link State#FAULTY} with a reason, and what was served before
 * goes on being served. It is tried again when it is announced or activated again. What merely
 * cannot be read now is tried again every two seconds.
 */
public final class IndexFollower implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(IndexFollower.class);

  private static final Duration IDLE_WAIT = Duration.ofSeconds(1);
  static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final int WARM_UP_QUERIES = 200;
  private static final int WARM_UP_K = 20;

  private final IndexSource source;
  private final IndexCache cache;
  private final VersionLedger ledger;
  private final ServedIndex served;
  private final BiFunction<IndexManifest, Model, Recommender> recommenders;
  private final Clock clock;
  private final Counter swaps;

  private boolean tidied;
  private volatile boolean stopped;

  /**
   * @param source where announcements and chunks come from; used by the follower's thread only
   * @param cacheDirectory where bundles are kept; no other process may use it
   * @param served is told what to serve
   * @param recommenders makes recommenders of the loaded models
   * @param clock for the times in the status, and for when to try again
   * @param meters counts faults and swaps
   */
  public IndexFollower(
      IndexSource source,
      Path cacheDirectory,
      ServedIndex served,
      BiFunction<IndexManifest, Model, Recommender> recommenders,
      Clock clock,
      MeterRegistry meters) {
    this.source = source;
    this.cache = new IndexCache(cacheDirectory, source);
    this.served = served;
    this.recommenders = recommenders;
    this.clock = clock;
    this.ledger = new VersionLedger(clock, meters, cache::drop);
    this.swaps =
        Counter.builder("segue.index.swaps")
            .description("How often another index version began to serve")
            .register(meters);
    Gauge.builder("segue.index.version", served, IndexFollower::servedNumber)
        .description("The number of the index version that serves; 0 when there is none")
        .register(meters);
    Gauge.builder("segue.index.candidate", served, IndexFollower::candidateNumber)
        .description("The number of the index version that is on trial; 0 when there is none")
        .register(meters);
    Gauge.builder("segue.index.sessions.bytes", served, s -> sessions(s, SessionIndex::bytes))
        .description("What the session index of the version that serves takes; 0 without one")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder(
            "segue.index.sessions.bytes.per.event",
            served,
            s -> sessions(s, SessionIndex::bytesPerEvent))
        .description("The same for each playlist entry in it")
        .baseUnit("bytes")
        .register(meters);
  }

  /** Follows until {@link #stop} is called. An exception that comes out of it is a fatal one. */
  @Override
  public void run() {
    try {
      while (!stopped) {
        followOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes {@link #run} return soon. May be called from any thread. */
  public void stop() {
    stopped = true;
    source.wakeup();
  }

  private void followOnce() throws InterruptedException {
    try {
      step(IDLE_WAIT);
    } catch (IndexUnavailableException e) {
      log.warn("The index versions cannot be followed now, trying again: {}", e.getMessage());
      Thread.sleep(RETRY_AFTER.toMillis());
    }
  }

  /**
   * Learns what is new, then does at most one piece of work.
   *
   * @param wait how long to wait for news when there is no work
   */
  void step(Duration wait) throws IndexUnavailableException {
    boolean busy = source.caughtUp() && nextWork() != null;
    for (IndexAnnouncement announcement : source.poll(busy ? Duration.ZERO : wait)) {
      ledger.learn(announcement);
    }
    if (source.caughtUp()) {
      tidyOnce();
      ledger.dismiss();
      Runnable work = nextWork();
      publish();
      if (work != null) {
        work.run();
        publish();
      }
    }
  }

  private @Nullable Runnable nextWork() {
    Instant now = clock.instant();
    KnownVersion wanted = ledger.wanted();
    if (wanted != null && wanted != ledger.current() && wanted.isDue(now)) {
      return () -> serve(wanted);
    }
    KnownVersion candidate = ledger.candidate();
    if (candidate != null && candidate.state != State.CANDIDATE && candidate.isDue(now)) {
      return () -> putOnTrial(candidate);
    }
    KnownVersion fallback = ledger.fallback();
    if (fallback != null && fallback.isDue(now)) {
      return () -> keepReady(fallback);
    }
    for (KnownVersion known : ledger.versions()) {
      if (known.state == State.LOADING && known.isDue(now)) {
        return () -> attempt(known, () -> fetch(known));
      }
    }
    return null;
  }

  private void serve(KnownVersion known) {
    attempt(
        known,
        () -> {
          ServingIndex next = load(known);
          KnownVersion last = ledger.current();
          ledger.serves(known);
          publish();
          swaps.increment();
          log.info(
              "Index {} serves now{}: {} tracks, dimension {}, {}",
              next.version(),
              last == null ? "" : " instead of " + last.version,
              next.manifest().getTrackCount(),
              next.manifest().getDimension(),
              next.recommender().model().ranking() == null ? "no ranking" : "with ranking");
        });
  }

  private void putOnTrial(KnownVersion known) {
    attempt(
        known,
        () -> {
          load(known);
          ledger.change(known, State.CANDIDATE, null);
          log.info("Index {} answers for the playlists of its trial now", known.version);
        });
  }

  private void keepReady(KnownVersion known) {
    attempt(
        known,
        () -> {
          load(known);
          ledger.change(known, State.PREVIOUS, null);
        });
  }

  private void fetch(KnownVersion known) throws IndexFaultException, IndexUnavailableException {
    cache.ensure(known.announced());
    ledger.change(known, State.READY, null);
  }

  private ServingIndex load(KnownVersion known)
      throws IndexFaultException, IndexUnavailableException {
    ServingIndex loaded = known.loaded;
    if (loaded == null) {
      IndexManifest manifest = known.announced();
      Recommender recommender = recommenders.apply(manifest, cache.load(manifest));
      warmUp(recommender);
      loaded =
          new ServingIndex(
              manifest, recommender, ReportFetcher.fetch(manifest, source), clock.instant());
      known.loaded = loaded;
    }
    return loaded;
  }

  /** Answers queries over the whole range of popularity: proves the index, and heats the code. */
  private static void warmUp(Recommender recommender) throws IndexFaultException {
    Model model = recommender.model();
    int queries = Math.min(WARM_UP_QUERIES, model.tracks().size());
    try {
      for (int i = 0; i < queries; i++) {
        int track = (int) ((long) i * model.tracks().size() / queries);
        recommender.recommend(
            RecommendationRequest.of(List.of(model.tracks().id(track)), WARM_UP_K));
      }
    } catch (RuntimeException e) {
      throw new IndexFaultException("a warm-up query failed: " + e, e);
    }
  }

  private interface Work {
    void run() throws IndexFaultException, IndexUnavailableException;
  }

  private void attempt(KnownVersion known, Work work) {
    known.retryAt = null;
    try {
      work.run();
    } catch (IndexFaultException e) {
      ledger.fail(known, String.valueOf(e.getMessage()));
    } catch (IndexUnavailableException e) {
      known.retryAt = clock.instant().plus(RETRY_AFTER);
      known.reason = e.getMessage() + "; trying again";
      log.warn("Index {} cannot be loaded yet, trying again: {}", known.version, e.getMessage(), e);
    }
  }

  private void tidyOnce() {
    if (!tidied) {
      cache.retain(ledger.names());
      tidied = true;
    }
  }

  private void publish() {
    served.publish(ledger.view());
  }

  private static double servedNumber(ServedIndex served) {
    ServingIndex serving = served.current();
    return serving == null ? 0 : Long.parseLong(serving.version().substring(1));
  }

  private static double candidateNumber(ServedIndex served) {
    Trial trial = served.view().trial();
    return trial == null ? 0 : Long.parseLong(trial.candidate().version().substring(1));
  }

  private static double sessions(ServedIndex served, ToDoubleFunction<SessionIndex> figure) {
    ServingIndex serving = served.current();
    RankingModel ranking = serving == null ? null : serving.recommender().model().ranking();
    return ranking == null ? 0 : figure.applyAsDouble(ranking.index());
  }
}
