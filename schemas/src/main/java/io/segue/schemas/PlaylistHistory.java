package io.segue.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * What an event does to a playlist. The one definition: the streams app folds the live stream with
 * it, the trainer the recorded one, so both see the same playlists.
 *
 * <p>Events count in order of arrival, whatever their {@code occurredAt} says:
 *
 * <ul>
 *   <li>{@code ADD} and {@code PLAY} append the track, and take it off the skipped ones;
 *   <li>{@code REMOVE} takes the track's latest occurrence out, if there is one;
 *   <li>{@code SKIP} puts the track on the skipped ones;
 *   <li>an event whose id is among the last {@code appliedEventsMax} applied ones does nothing.
 * </ul>
 *
 * <p>Stateless and thread-safe.
 */
public final class PlaylistHistory {

  /** The default bound of a playlist's length, in tracks. */
  public static final int TRACKS_MAX_DEFAULT = 1_000;

  /** How many skipped tracks a playlist remembers. */
  static final int SKIPPED_MAX = 100;

  /**
   * How many applied events a playlist remembers, for each track that it keeps. Real collections
   * have lists of several thousand entries, which are longer than a playlist may grow here, and a
   * second import of such a list must find each of its events again.
   */
  static final int APPLIED_EVENTS_PER_TRACK = 16;

  private static final int FINGERPRINT_BYTES = Long.BYTES;

  private final int tracksMax;
  private final int appliedEventsMax;

  /**
   * @param tracksMax how many tracks a playlist keeps, at least 1; the oldest give way. 16 times as
   *     many events are remembered for telling duplicates
   */
  public PlaylistHistory(int tracksMax) {
    if (tracksMax < 1) {
      throw new IllegalArgumentException("tracksMax must be at least 1, not " + tracksMax);
    }
    this.tracksMax = tracksMax;
    this.appliedEventsMax = Math.multiplyExact(APPLIED_EVENTS_PER_TRACK, tracksMax);
  }

  /**
   * Returns the playlist after the event: {@code before} itself, the same object, when the event is
   * a duplicate, else a new state ({@code before} stays as it was).
   *
   * @param before the playlist before the event, null when this is its first
   * @throws IllegalArgumentException when the event's action is unknown to this version of Segue
   */
  public PlaylistState apply(@Nullable PlaylistState before, PlaylistEvent event) {
    byte[] applied = before == null ? new byte[0] : bytes(before.getAppliedEvents());
    long fingerprint = fingerprint(event.getEventId());
    if (before != null && contains(ByteBuffer.wrap(applied), fingerprint)) {
      return before;
    }
    List<String> tracks = before == null ? new ArrayList<>() : new ArrayList<>(before.getTracks());
    List<Long> occurredAt =
        before == null ? new ArrayList<>() : new ArrayList<>(before.getOccurredAt());
    List<String> skipped =
        before == null ? new ArrayList<>() : new ArrayList<>(before.getSkipped());
    long eventTime = event.getOccurredAt().toEpochMilli();
    String track = event.getTrackId();

    switch (event.getAction()) {
      case ADD, PLAY -> {
        tracks.add(track);
        occurredAt.add(eventTime);
        skipped.remove(track);
        dropOldest(tracks, tracksMax);
        dropOldest(occurredAt, tracksMax);
      }
      case REMOVE -> {
        int latest = tracks.lastIndexOf(track);
        if (latest >= 0) {
          tracks.remove(latest);
          occurredAt.remove(latest);
        }
      }
      case SKIP -> {
        skipped.remove(track);
        skipped.add(track);
        dropOldest(skipped, SKIPPED_MAX);
      }
      case UNKNOWN ->
          throw new IllegalArgumentException(
              "event "
                  + event.getEventId()
                  + " has an action that this version of Segue does not know");
    }

    String userId = event.getUserId();
    if (userId == null && before != null) {
      userId = before.getUserId();
    }
    long eventCount = before == null ? 1 : before.getEventCount() + 1;
    return new PlaylistState(
        userId,
        tracks,
        occurredAt,
        skipped,
        ByteBuffer.wrap(append(applied, fingerprint)),
        eventCount,
        eventTime);
  }

  /**
   * Does to a stored playlist what {@link #apply} does to its state: the bytes are those of the
   * state that it would return. Where a track is appended, by far the most frequent of changes,
   * they are copied and not decoded.
   *
   * @param before the playlist before the event, null when this is its first
   * @return {@code before} itself, the same object, when the event is a duplicate
   * @throws IllegalArgumentException when the event's action is unknown to this version of Segue
   * @throws org.apache.kafka.common.errors.SerializationException saying what is wrong with the
   *     bytes, when they are not those of a playlist
   */
  @SuppressWarnings("ReferenceEquality") // apply returns the very state that did not change
  public StoredPlaylist update(@Nullable StoredPlaylist before, PlaylistEvent event) {
    StoredPlaylist stored = before == null ? StoredPlaylist.EMPTY : before;
    PlaylistLayout layout = stored.layout();
    if (layout != null) {
      long fingerprint = fingerprint(event.getEventId());
      if (contains(layout.applied(), fingerprint)) {
        return stored;
      }
      boolean appends = event.getAction() == Action.ADD || event.getAction() == Action.PLAY;
      if (appends && layout.trackCount() <= tracksMax && !layout.hasSkipped(event.getTrackId())) {
        return StoredPlaylist.ofBytes(
            layout.append(event, fingerprint, tracksMax, appliedEventsMax));
      }
    }
    PlaylistState state = stored.state();
    PlaylistState after = apply(state, event);
    return after == state ? stored : StoredPlaylist.of(after);
  }

  private static void dropOldest(List<?> list, int sizeMax) {
    if (list.size() > sizeMax) {
      list.subList(0, list.size() - sizeMax).clear();
    }
  }

  static long fingerprint(String eventId) {
    return SchemaNormalization.fingerprint64(eventId.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean contains(ByteBuffer applied, long fingerprint) {
    while (applied.remaining() >= FINGERPRINT_BYTES) {
      if (applied.getLong() == fingerprint) {
        return true;
      }
    }
    return false;
  }

  private byte[] append(byte[] applied, long fingerprint) {
    int keptMax = (appliedEventsMax - 1) * FINGERPRINT_BYTES;
    int from = Math.max(0, applied.length - keptMax);
    byte[] kept = Arrays.copyOfRange(applied, from, applied.length + FINGERPRINT_BYTES);
    ByteBuffer.wrap(kept).putLong(kept.length - FINGERPRINT_BYTES, fingerprint);
    return kept;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
