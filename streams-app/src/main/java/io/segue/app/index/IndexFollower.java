package io.segue.app.index;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.index.VersionStatus.State;
import io.segue.recommender.Model;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.Recommender;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the published index versions and serves the active one.
 *
 * <p>One thread runs {@link #run}. It learns announcements, and between them does one piece of work
 * at a time, the most urgent first: bring up the version that is to serve; bring back into memory
 * the one to roll back to; put the bytes of every other version into the cache on disk, so that
 * activating it needs no network. What is served changes by one write to {@link ServedIndex}, after
 * the new version has been verified and has answered its warm-up queries.
 *
 * <p>A version that is wrong becomes {@link State#FAULTY} with a reason, and what was served before
 * goes on being served. It is tried again when it is announced or activated again. What merely
 * cannot be read now is tried again every two seconds.
 */
public final class IndexFollower implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(IndexFollower.class);

  private static final Duration IDLE_WAIT = Duration.ofSeconds(1);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final String MANIFEST_PREFIX = Topics.manifestKey("");
  private static final int WARM_UP_QUERIES = 200;
  private static final int WARM_UP_K = 20;

  /** What is known of one version; touched by the follower's thread only. */
  private static final class Entry {
    final String version;
    @Nullable IndexManifest manifest;
    State state = State.LOADING;
    @Nullable String reason;
    Instant since;
    @Nullable Instant retryAt;
    @Nullable ServingIndex loaded;
    boolean withdrawn;

    Entry(String version, Instant since) {
      this.version = version;
      this.since = since;
    }

    VersionStatus status() {
      return new VersionStatus(version, state, reason, since, manifest);
    }
  }

  private final IndexSource source;
  private final IndexCache cache;
  private final ServedIndex served;
  private final Function<Model, Recommender> recommenders;
  private final Clock clock;
  private final Counter faults;
  private final Counter swaps;

  private final Map<String, Entry> entries =
      new TreeMap<>(
          Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  private @Nullable ActiveIndex active;
  private @Nullable Entry current;
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
      Function<Model, Recommender> recommenders,
      Clock clock,
      MeterRegistry meters) {
    this.source = source;
    this.cache = new IndexCache(cacheDirectory, source);
    this.served = served;
    this.recommenders = recommenders;
    this.clock = clock;
    this.faults =
        Counter.builder("segue.index.faults")
            .description("Index versions and announcements that turned out to be wrong")
            .register(meters);
    this.swaps =
        Counter.builder("segue.index.swaps")
            .description("How often another index version began to serve")
            .register(meters);
    Gauge.builder("segue.index.version", served, IndexFollower::servedNumber)
        .description("The number of the index version that serves; 0 when there is none")
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
      learn(announcement);
    }
    if (source.caughtUp()) {
      tidyOnce();
      Runnable work = nextWork();
      publish();
      if (work != null) {
        work.run();
        publish();
      }
    }
  }

  // What the log says.

  private void learn(IndexAnnouncement announcement) {
    String key = announcement.key();
    if (key.equals(Topics.ACTIVE_KEY)) {
      learnActive(announcement);
    } else if (key.startsWith(MANIFEST_PREFIX)
        && ManifestCheck.isVersion(key.substring(MANIFEST_PREFIX.length()))) {
      learnManifest(key.substring(MANIFEST_PREFIX.length()), announcement);
    } else {
      faults.increment();
      log.error(
          "{} holds a record with the key '{}', which is neither '{}' nor '{}' and a version;"
              + " it is ignored",
          Topics.INDEX_VERSIONS.name(),
          key,
          Topics.ACTIVE_KEY,
          MANIFEST_PREFIX);
    }
  }

  private void learnActive(IndexAnnouncement announcement) {
    IndexUpdate update = announcement.update();
    if (update != null && update.getUpdate() instanceof ActiveIndex next) {
      active = next;
      log.info("Index {} is to serve ({})", next.getVersion(), next.getReason());
      Entry entry = entries.get(next.getVersion());
      if (entry != null && entry.state == State.FAULTY && entry.manifest != null) {
        change(entry, State.LOADING, "activated again, so it is tried again");
      }
    } else if (announcement.isTombstone()) {
      active = null;
      log.warn("No index version is to serve any more; what is served now goes on being served");
    } else {
      faults.increment();
      log.error(
          "The record that says which index version is to serve cannot be used, and the last one"
              + " stays in force: {}",
          announcement.fault() == null ? "it holds a manifest" : announcement.fault());
    }
  }

  private void learnManifest(String version, IndexAnnouncement announcement) {
    IndexUpdate update = announcement.update();
    if (announcement.isTombstone()) {
      withdraw(version);
    } else if (update != null
        && update.getUpdate() instanceof IndexManifest manifest
        && manifest.getVersion().equals(version)) {
      announce(manifest);
    } else {
      String fault =
          announcement.fault() == null
              ? "its record in " + Topics.INDEX_VERSIONS.name() + " is not its manifest"
              : "its manifest cannot be read: " + announcement.fault();
      Entry entry = entries.computeIfAbsent(version, v -> new Entry(v, clock.instant()));
      if (entry.loaded == null) {
        fail(entry, fault);
      } else {
        faults.increment();
        log.error("Index {} stays as it was loaded, although {}", version, fault);
      }
    }
  }

  private void announce(IndexManifest manifest) {
    Entry entry =
        entries.computeIfAbsent(manifest.getVersion(), v -> new Entry(v, clock.instant()));
    if (Objects.equals(manifest, entry.manifest) && entry.state != State.FAULTY) {
      return;
    }
    if (entry == current) {
      faults.increment();
      log.error(
          "Index {} was announced again with another content; versions do not change, so this"
              + " instance goes on serving what it has",
          manifest.getVersion());
      return;
    }
    log.info(
        "Index {} is announced: {} tracks, {} bytes",
        manifest.getVersion(),
        manifest.getTrackCount(),
        manifest.getSizeBytes());
    entry.manifest = manifest;
    entry.loaded = null;
    entry.withdrawn = false;
    change(entry, State.LOADING, null);
  }

  private void withdraw(String version) {
    cache.drop(version);
    Entry entry = entries.get(version);
    if (entry == null) {
      return;
    }
    if (entry == current) {
      entry.withdrawn = true;
      entry.reason = "withdrawn; it serves until another version does";
      log.warn("Index {} is withdrawn while it serves, and serves on", version);
    } else {
      entries.remove(version);
      log.info("Index {} is withdrawn", version);
    }
  }

  // What is to be done.

  private @Nullable Runnable nextWork() {
    Entry wanted = wanted();
    if (wanted != null && wanted != current && isDue(wanted)) {
      return () -> serve(wanted);
    }
    Entry fallback = fallback();
    if (fallback != null && isDue(fallback)) {
      return () -> keepReady(fallback);
    }
    for (Entry entry : entries.values()) {
      if (entry.state == State.LOADING && isDue(entry)) {
        return () -> attempt(entry, () -> fetch(entry));
      }
    }
    return null;
  }

  private @Nullable Entry wanted() {
    if (active == null) {
      return null;
    }
    String version = active.getVersion();
    Entry entry = entries.get(version);
    if (entry == null && source.caughtUp()) {
      entry = new Entry(version, clock.instant());
      entries.put(version, entry);
      fail(
          entry,
          "it was activated, and " + Topics.INDEX_VERSIONS.name() + " has no manifest of it");
    }
    return entry;
  }

  /** The version to roll back to, if it is not in memory and nothing else fills that place. */
  private @Nullable Entry fallback() {
    if (active == null || current == null || current != entries.get(active.getVersion())) {
      return null;
    }
    for (Entry entry : entries.values()) {
      if (entry.state == State.PREVIOUS) {
        return null;
      }
    }
    return active.getPrevious() == null ? null : entries.get(active.getPrevious());
  }

  private boolean isDue(Entry entry) {
    return entry.state != State.FAULTY
        && entry.state != State.SERVING
        && entry.manifest != null
        && (entry.retryAt == null || !clock.instant().isBefore(entry.retryAt));
  }

  private void serve(Entry entry) {
    attempt(
        entry,
        () -> {
          ServingIndex next = load(entry);
          Entry last = current;
          current = entry;
          entries.values().stream()
              .filter(other -> other.state == State.PREVIOUS && other != entry)
              .forEach(this::unload);
          change(entry, State.SERVING, null);
          if (last != null) {
            retire(last);
          }
          publish();
          swaps.increment();
          log.info(
              "Index {} serves now{}: {} tracks, dimension {}",
              next.version(),
              last == null ? "" : " instead of " + last.version,
              next.manifest().getTrackCount(),
              next.manifest().getDimension());
        });
  }

  private void retire(Entry last) {
    if (last.withdrawn) {
      entries.remove(last.version);
    } else {
      change(last, State.PREVIOUS, null);
    }
  }

  private void unload(Entry entry) {
    entry.loaded = null;
    change(entry, State.READY, null);
  }

  private void keepReady(Entry entry) {
    attempt(
        entry,
        () -> {
          load(entry);
          change(entry, State.PREVIOUS, null);
        });
  }

  private void fetch(Entry entry) throws IndexFaultException, IndexUnavailableException {
    cache.ensure(manifestOf(entry));
    change(entry, State.READY, null);
  }

  private ServingIndex load(Entry entry) throws IndexFaultException, IndexUnavailableException {
    ServingIndex loaded = entry.loaded;
    if (loaded == null) {
      IndexManifest manifest = manifestOf(entry);
      cache.ensure(manifest);
      Recommender recommender = recommenders.apply(cache.load(manifest));
      warmUp(recommender);
      loaded =
          new ServingIndex(
              manifest, recommender, ReportFetcher.fetch(manifest, source), clock.instant());
      entry.loaded = loaded;
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

  private void attempt(Entry entry, Work work) {
    entry.retryAt = null;
    try {
      work.run();
    } catch (IndexFaultException e) {
      fail(entry, String.valueOf(e.getMessage()));
    } catch (IndexUnavailableException e) {
      entry.retryAt = clock.instant().plus(RETRY_AFTER);
      entry.reason = e.getMessage() + "; trying again";
      log.warn("Index {} cannot be loaded yet, trying again: {}", entry.version, e.getMessage(), e);
    }
  }

  private void fail(Entry entry, String reason) {
    faults.increment();
    change(entry, State.FAULTY, reason);
    log.error(
        "Index {} is faulty and is not served: {}. {}",
        entry.version,
        reason,
        current == null ? "No version serves." : "Index " + current.version + " goes on serving.");
  }

  private void change(Entry entry, State state, @Nullable String reason) {
    entry.state = state;
    entry.reason = reason;
    entry.retryAt = null;
    entry.since = clock.instant();
  }

  private void tidyOnce() {
    if (!tidied) {
      cache.retain(Set.copyOf(entries.keySet()));
      tidied = true;
    }
  }

  private void publish() {
    served.publish(
        new ServedIndex.View(
            current == null ? null : current.loaded,
            active == null ? null : active.getVersion(),
            entries.values().stream().map(Entry::status).toList()));
  }

  private static IndexManifest manifestOf(Entry entry) {
    if (entry.manifest == null) {
      throw new IllegalStateException("index " + entry.version + " has no manifest to work on");
    }
    return entry.manifest;
  }

  private static double servedNumber(ServedIndex served) {
    ServingIndex serving = served.current();
    return serving == null ? 0 : Long.parseLong(serving.version().substring(1));
  }
}
