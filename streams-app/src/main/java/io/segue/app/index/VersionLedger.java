package io.segue.app.index;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.index.VersionStatus.State;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.Canary;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.Topics;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions that this instance knows and how each stands: learns announcements, and is told by
 * the {@link IndexFollower} what became of the work on them. Loads nothing. Used by the follower's
 * thread only.
 */
final class VersionLedger {

  private static final Logger log = LoggerFactory.getLogger(VersionLedger.class);

  private static final String MANIFEST_PREFIX = Topics.manifestKey("");

  private final Clock clock;
  private final Counter faults;
  private final Consumer<String> onWithdrawal;
  private final Map<String, KnownVersion> versions =
      new TreeMap<>(
          Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  private @Nullable ActiveIndex active;
  private @Nullable KnownVersion current;

  /**
   * An empty ledger.
   *
   * @param clock for the times in the status
   * @param meters counts faults
   * @param onWithdrawal is told of each version that is withdrawn
   */
  VersionLedger(Clock clock, MeterRegistry meters, Consumer<String> onWithdrawal) {
    this.clock = clock;
    this.onWithdrawal = onWithdrawal;
    this.faults =
        Counter.builder("segue.index.faults")
            .description("Index versions and announcements that turned out to be wrong")
            .register(meters);
  }

  /** All versions, oldest first. */
  Collection<KnownVersion> versions() {
    return versions.values();
  }

  /** Their names. */
  Set<String> names() {
    return Set.copyOf(versions.keySet());
  }

  /** The version that serves; null while there is none. */
  @Nullable KnownVersion current() {
    return current;
  }

  /** Everything, for all threads to read; call this when all announcements were learnt. */
  ServedIndex.View view() {
    return new ServedIndex.View(
        current == null ? null : current.loaded,
        trial(),
        active,
        versions.values().stream().map(KnownVersion::status).toList(),
        true);
  }

  private @Nullable Trial trial() {
    Canary canary = canary();
    KnownVersion known = canary == null ? null : versions.get(canary.getVersion());
    ServingIndex loaded = known == null || known.state != State.CANDIDATE ? null : known.loaded;
    return canary == null || loaded == null ? null : new Trial(loaded, canary);
  }

  /** The trial that is on, if the version that it is held against serves here. */
  private @Nullable Canary canary() {
    boolean serves =
        active != null && current != null && current.version.equals(active.getVersion());
    return serves && active != null ? active.getCanary() : null;
  }

  /** Learns what was announced. */
  void learn(IndexAnnouncement announcement) {
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
      tryAgain(next.getVersion());
      Canary canary = next.getCanary();
      if (canary != null) {
        log.info(
            "Index {} is on trial, for a share of {} of the playlists",
            canary.getVersion(),
            canary.getShare());
        tryAgain(canary.getVersion());
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

  private void tryAgain(String version) {
    KnownVersion known = versions.get(version);
    if (known != null && known.state == State.FAULTY && known.manifest != null) {
      change(known, State.LOADING, "activated again, so it is tried again");
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
      KnownVersion known =
          versions.computeIfAbsent(version, v -> new KnownVersion(v, clock.instant()));
      if (known.loaded == null) {
        fail(known, fault);
      } else {
        faults.increment();
        log.error("Index {} stays as it was loaded, although {}", version, fault);
      }
    }
  }

  private void announce(IndexManifest manifest) {
    KnownVersion known =
        versions.computeIfAbsent(manifest.getVersion(), v -> new KnownVersion(v, clock.instant()));
    if (Objects.equals(manifest, known.manifest) && known.state != State.FAULTY) {
      return;
    }
    if (known == current) {
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
    known.manifest = manifest;
    known.loaded = null;
    known.withdrawn = false;
    change(known, State.LOADING, null);
  }

  private void withdraw(String version) {
    onWithdrawal.accept(version);
    KnownVersion known = versions.get(version);
    if (known == null) {
      return;
    }
    if (known == current) {
      known.withdrawn = true;
      known.reason = "withdrawn; it serves until another version does";
      log.warn("Index {} is withdrawn while it serves, and serves on", version);
    } else {
      versions.remove(version);
      log.info("Index {} is withdrawn", version);
    }
  }

  /**
   * The version that is to serve; null when none is. One without a manifest is faulty: call this
   * when all announcements were learnt.
   */
  @Nullable KnownVersion wanted() {
    return active == null ? null : announcedOrFaulty(active.getVersion(), "it was activated");
  }

  /** The version that is on trial now; null when none is. As for {@link #wanted}. */
  @Nullable KnownVersion candidate() {
    Canary canary = canary();
    return canary == null ? null : announcedOrFaulty(canary.getVersion(), "it is on trial");
  }

  private KnownVersion announcedOrFaulty(String version, String why) {
    KnownVersion known = versions.get(version);
    if (known == null) {
      known = new KnownVersion(version, clock.instant());
      versions.put(version, known);
      fail(known, why + ", and " + Topics.INDEX_VERSIONS.name() + " has no manifest of it");
    }
    return known;
  }

  /** Lets go of a candidate whose trial is over, unless it is to serve. */
  void dismiss() {
    KnownVersion candidate = candidate();
    KnownVersion wanted = wanted();
    for (KnownVersion known : versions.values()) {
      if (known.state == State.CANDIDATE && known != candidate && known != wanted) {
        known.loaded = null;
        change(known, State.READY, null);
        log.info("Index {} is on trial no more", known.version);
      }
    }
  }

  /** The version to roll back to, if it is not in memory and nothing else fills that place. */
  @Nullable KnownVersion fallback() {
    if (active == null || current == null || current != versions.get(active.getVersion())) {
      return null;
    }
    for (KnownVersion known : versions.values()) {
      if (known.state == State.PREVIOUS) {
        return null;
      }
    }
    KnownVersion previous =
        active.getPrevious() == null ? null : versions.get(active.getPrevious());
    return previous == null || previous.state == State.CANDIDATE ? null : previous;
  }

  /** A version serves from now on; the one before it stays at hand, unless it was withdrawn. */
  void serves(KnownVersion next) {
    KnownVersion last = current;
    current = next;
    for (KnownVersion other : versions.values()) {
      if (other.state == State.PREVIOUS && other != next) {
        other.loaded = null;
        change(other, State.READY, null);
      }
    }
    change(next, State.SERVING, null);
    if (last == null) {
      return;
    }
    if (last.withdrawn) {
      versions.remove(last.version);
    } else {
      change(last, State.PREVIOUS, null);
    }
  }

  /** A version cannot be served, for a reason. */
  void fail(KnownVersion known, String reason) {
    faults.increment();
    change(known, State.FAULTY, reason);
    log.error(
        "Index {} is faulty and is not served: {}. {}",
        known.version,
        reason,
        current == null ? "No version serves." : "Index " + current.version + " goes on serving.");
  }

  /** A version has come to a state. */
  void change(KnownVersion known, State state, @Nullable String reason) {
    known.state = state;
    known.reason = reason;
    known.retryAt = null;
    known.since = clock.instant();
  }
}
