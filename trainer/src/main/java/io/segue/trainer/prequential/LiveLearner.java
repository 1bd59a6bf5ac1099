package io.segue.trainer.prequential;

import io.segue.recommender.live.LiveOccurrence;
import io.segue.recommender.live.LiveSegment;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.Successions;
import io.segue.schemas.SuccessorHistory;
import io.segue.schemas.TrackSuccessors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns from one event after the other as the streams app does, with the same classes, without the
 * delay. Not thread-safe.
 */
final class LiveLearner {

  private final PlaylistHistory history = new PlaylistHistory(PlaylistHistory.TRACKS_MAX_DEFAULT);
  private final SuccessorHistory successors;
  private final int steps;
  private final LiveSegment segment;
  private final Map<String, PlaylistState> playlists = new HashMap<>();
  private final Map<String, TrackSuccessors> learnt = new HashMap<>();
  private long offset;

  /**
   * @param steps how many tracks back each event is learnt from
   * @param segment is told of what is learnt
   */
  LiveLearner(SuccessorHistory successors, int steps, LiveSegment segment) {
    this.successors = successors;
    this.steps = steps;
    this.segment = segment;
  }

  /** A playlist as it stands; null before its first event. */
  @Nullable PlaylistState playlist(String id) {
    return playlists.get(id);
  }

  /** Learns from an event. */
  void learn(PlaylistEvent event) {
    PlaylistState before = playlists.get(event.getPlaylistId());
    playlists.put(event.getPlaylistId(), history.apply(before, event));
    Successions.Place place =
        new Successions.Place(0, offset++, event.getOccurredAt().toEpochMilli());
    for (Successions.Told told : Successions.of(before, event, steps, place)) {
      TrackSuccessors now = successors.apply(learnt.get(told.track()), told.succession());
      learnt.put(told.track(), now);
      List<LiveOccurrence> occurrences =
          now.getOccurrences().stream()
              .map(
                  occurrence ->
                      new LiveOccurrence(
                          now.getSuccessors().get(occurrence.getSuccessor()),
                          occurrence.getDistance(),
                          occurrence.getPlaylist(),
                          occurrence.getAt()))
              .toList();
      segment.replace(told.track(), occurrences);
    }
  }
}
