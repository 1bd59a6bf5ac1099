package io.segue.schemas;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about which track follows which: the one definition, for the streams app that
 * learns from each event as it arrives, and for whoever learns the same from recorded events.
 *
 * <ul>
 *   <li>{@code ADD} and {@code PLAY}: the track follows each of the last tracks of the playlist, at
 *       distance 1, 2 and so on;
 *   <li>{@code SKIP}: the track was not wanted after the last ones (if it is itself the latest,
 *       after those before it);
 *   <li>{@code REMOVE}: the track was not wanted after those before its latest occurrence, so that
 *       what its {@code ADD} said is taken back.
 * </ul>
 *
 * <p>Stateless and thread-safe.
 */
public final class Successions {

  /** How many of a playlist's last tracks an event is about where nothing else is said. */
  public static final int STEPS_DEFAULT = 3;

  private Successions() {}

  /**
   * One track, and what an event said of another one after it.
   *
   * @param track the first track's id
   * @param succession what was said
   */
  public record Told(String track, Succession succession) {}

  /**
   * Where an event is, and when it came there.
   *
   * @param partition its partition of {@code playlist-events}
   * @param offset its offset there
   * @param at its record's timestamp, in milliseconds since the epoch
   */
  public record Place(int partition, long offset, long at) {}

  /**
   * What an event says.
   *
   * @param before the playlist before the event, null when this is its first
   * @param event one that was applied, which duplicates are not
   * @param steps how many tracks before the event's track are told of, 0 or more
   * @return the nearest first; empty when the playlist has nothing before the track
   */
  public static List<Told> of(
      @Nullable PlaylistState before, PlaylistEvent event, int steps, Place place) {
    if (before == null) {
      return List.of();
    }
    List<String> tracks = before.getTracks();
    boolean wanted = event.getAction() == Action.ADD || event.getAction() == Action.PLAY;
    int position = wanted ? tracks.size() : position(tracks, event);
    List<Told> told = new ArrayList<>(Math.max(0, Math.min(steps, position)));
    for (int distance = 1; distance <= Math.min(steps, position); distance++) {
      told.add(
          new Told(
              tracks.get(position - distance),
              new Succession(
                  event.getTrackId(),
                  wanted ? distance : -distance,
                  hash(event.getPlaylistId()),
                  place.partition(),
                  place.offset(),
                  place.at())));
    }
    return told;
  }

  /** Where in the playlist the track was not wanted; -1 for nowhere. */
  private static int position(List<String> tracks, PlaylistEvent event) {
    String track = event.getTrackId();
    return switch (event.getAction()) {
      case SKIP ->
          !tracks.isEmpty() && tracks.get(tracks.size() - 1).equals(track)
              ? tracks.size() - 1
              : tracks.size();
      case REMOVE -> tracks.lastIndexOf(track);
      case ADD, PLAY, UNKNOWN -> -1;
    };
  }

  private static int hash(String playlistId) {
    return Utils.murmur2(playlistId.getBytes(StandardCharsets.UTF_8));
  }
}
