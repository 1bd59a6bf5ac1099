package io.segue.app.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.quality.EventPlace;
import io.segue.recommender.Recommender;
import io.segue.recommender.live.LiveOccurrence;
import io.segue.recommender.live.LiveSegment;
import io.segue.recommender.live.LiveSettings;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.SuccessorOccurrence;
import io.segue.schemas.Topics;
import io.segue.schemas.TrackSuccessors;
import io.segue.schemas.serdes.RegistryUnavailableException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was announced about tracks, within a bound, and tells it to the live segment of each
 * version that is in memory: all of it when the version is loaded, then every change. What a
 * version was trained on is left out for it.
 *
 * <p>A version that nobody holds any more is forgotten. A segment whose fresh tracks have no room
 * is replaced by one of the latest of them.
 *
 * <p>Thread-safe: announcements come from one thread, versions from another.
 */
public final class LiveFeed {

  private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);

  /** About how much memory the announcements may take. */
  private static final long BYTES_MAX = 64L * 1024 * 1024;

  private record Fed(WeakReference<Recommender> recommender, TrainedEvents trained) {}

  private final Deserializer<TrackSuccessors> decoder;
  private final LiveSettings settings;
  private final SuccessorTable table;
  private final List<Fed> fed = new ArrayList<>();

  /** The greatest offset that was heard of, by partition of {@code playlist-events}. */
  private final Map<Integer, Long> learntUpTo = new ConcurrentHashMap<>();

  private final Counter unreadable;

  /**
   * An empty feed.
   *
   * @param decoder of the topic's values
   * @param meters shows how much is known, and counts what cannot be read
   */
  public LiveFeed(
      Deserializer<TrackSuccessors> decoder, LiveSettings settings, MeterRegistry meters) {
    this(decoder, settings, meters, BYTES_MAX);
  }

  /** The same with another bound. */
  LiveFeed(
      Deserializer<TrackSuccessors> decoder,
      LiveSettings settings,
      MeterRegistry meters,
      long bytesMax) {
    this.decoder = decoder;
    this.settings = settings;
    this.table = new SuccessorTable(bytesMax);
    this.unreadable =
        Counter.builder("segue.live.unreadable")
            .description("Records of the topic track-successors that could not be read")
            .register(meters);
    Gauge.builder("segue.live.tracks", this, LiveFeed::tracks)
        .description("Tracks of which this instance knows what followed them lately")
        .register(meters);
    Gauge.builder("segue.live.bytes", this, LiveFeed::bytes)
        .description("About how much memory that takes, without the segments made of it")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("segue.live.fresh.tracks", this, LiveFeed::freshTracks)
        .description("Tracks that the version loaded last does not know and that were heard since")
        .register(meters);
  }

  /** Makes a version that was loaded answer with what is known, and be told of what comes. */
  public synchronized Recommender attach(Recommender recommender, IndexManifest manifest) {
    fed.removeIf(other -> other.recommender().get() == null);
    Fed next = new Fed(new WeakReference<>(recommender), TrainedEvents.of(manifest));
    fed.add(next);
    recommender.answerWith(segment(recommender, next.trained()));
    return recommender;
  }

  /**
   * Takes a record of the topic.
   *
   * @param value null when the track is to be forgotten
   */
  public void announced(String track, byte @Nullable [] value) {
    // Not under the lock: whoever decodes may have to wait for the schema registry.
    TrackSuccessors successors = value == null ? null : decoded(track, value);
    if (value == null || successors != null) {
      take(track, value, successors);
    }
  }

  private synchronized void take(
      String track, byte @Nullable [] value, @Nullable TrackSuccessors successors) {
    if (successors != null) {
      noteOffsets(successors); // before any answer can rest on them
    }
    List<String> gone =
        table.put(track, value, successors == null ? 0 : successors.getAnnouncedAt());
    for (Fed version : fed) {
      Recommender recommender = version.recommender().get();
      if (recommender != null) {
        LiveSegment segment = Objects.requireNonNull(recommender.live());
        segment.replace(
            track, successors == null ? List.of() : since(version.trained(), successors));
        gone.forEach(forgotten -> segment.replace(forgotten, List.of()));
        if (segment.isFull()) {
          log.info(
              "{} tracks are new to an index version; the oldest give way", segment.freshCount());
          recommender.answerWith(segment(recommender, version.trained()));
        }
      }
    }
  }

  private void noteOffsets(TrackSuccessors successors) {
    for (SuccessorOccurrence occurrence : successors.getOccurrences()) {
      learntUpTo.merge(occurrence.getPartition(), occurrence.getOffset(), Math::max);
    }
  }

  /** Whether answers may rest on an event, or on a later one of its partition. */
  public boolean mayKnow(EventPlace place) {
    return learntUpTo.getOrDefault(place.partition(), -1L) >= place.offset();
  }

  /** A segment of all that is known, the latest first as long as there is room for fresh tracks. */
  private LiveSegment segment(Recommender recommender, TrainedEvents trained) {
    LiveSegment segment = recommender.newSegment(settings);
    List<SuccessorTable.Announcement> announcements = table.latestFirst();
    segment.fill(() -> announcements.stream().flatMap(one -> told(one, trained)).iterator());
    return segment;
  }

  private Stream<LiveSegment.Told> told(
      SuccessorTable.Announcement announcement, TrainedEvents trained) {
    TrackSuccessors successors = decoded(announcement.track(), announcement.value());
    return successors == null
        ? Stream.empty()
        : Stream.of(new LiveSegment.Told(announcement.track(), since(trained, successors)));
  }

  private @Nullable TrackSuccessors decoded(String track, byte[] value) {
    try {
      return decoder.deserialize(Topics.TRACK_SUCCESSORS.name(), value);
    } catch (RegistryUnavailableException e) { // not the record's fault
      throw e;
    } catch (RuntimeException e) {
      unreadable.increment();
      log.warn("What is announced of the track {} cannot be read: {}", track, e.getMessage(), e);
      return null;
    }
  }

  private static List<LiveOccurrence> since(TrainedEvents trained, TrackSuccessors successors) {
    List<LiveOccurrence> occurrences = new ArrayList<>();
    for (SuccessorOccurrence occurrence : successors.getOccurrences()) {
      if (!trained.contain(occurrence.getPartition(), occurrence.getOffset(), occurrence.getAt())) {
        occurrences.add(
            new LiveOccurrence(
                successors.getSuccessors().get(occurrence.getSuccessor()),
                occurrence.getDistance(),
                occurrence.getPlaylist(),
                occurrence.getAt()));
      }
    }
    return occurrences;
  }

  private synchronized double tracks() {
    return table.size();
  }

  private synchronized double bytes() {
    return table.bytes();
  }

  private synchronized double freshTracks() {
    Recommender latest = fed.isEmpty() ? null : fed.get(fed.size() - 1).recommender().get();
    LiveSegment segment = latest == null ? null : latest.live();
    return segment == null ? 0 : segment.freshCount();
  }
}
