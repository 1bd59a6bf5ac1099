package io.segue.benchmarks;

import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.PlaylistState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serializer;

/** A playlist that nobody made, and what it takes in its store. */
final class InventedPlaylist {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration BETWEEN = Duration.ofMinutes(4);

  private InventedPlaylist() {}

  /** A playlist's state after these tracks were added to it, oldest first. */
  static PlaylistState of(List<String> tracks) {
    PlaylistHistory history = new PlaylistHistory(PlaylistHistory.TRACKS_MAX_DEFAULT);
    PlaylistState state = null;
    for (int i = 0; i < tracks.size(); i++) {
      state =
          history.apply(
              state,
              new PlaylistEvent(
                  "event-" + i,
                  "playlist",
                  null,
                  tracks.get(i),
                  Action.ADD,
                  BEGIN.plus(BETWEEN.multipliedBy(i)),
                  "bench"));
    }
    return Objects.requireNonNull(state, "a playlist without tracks is not stored");
  }

  /** The length of the store's value for a playlist of so many tracks with ids as Spotify's. */
  static int bytes(int tracks) {
    try (Serializer<PlaylistState> serializer =
        AvroSerdes.storeSerde(PlaylistState.class).serializer()) {
      return serializer.serialize("playlists", of(InventedTracks.ids(tracks))).length;
    }
  }
}
