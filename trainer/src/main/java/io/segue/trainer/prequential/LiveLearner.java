package io.segue.trainer.prequential;

import io.segue.recommender.Recommender;
import io.segue.recommender.live.LiveOccurrence;
import io.segue.recommender.live.LiveSegment;
import io.segue.recommender.live.LiveSettings;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.Successions;
import io.segue.schemas.SuccessorHistory;
import io.segue.schemas.TrackSuccessors;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns from one event after the other as the streams app does, with the same classes, without the
 * delay and without a bound of memory. Not thread-safe.
 */
final class LiveLearner {

  private final PlaylistHistory history = new PlaylistHistory(PlaylistHistory.TRACKS_MAX_DEFAULT);
  private final SuccessorHistory successors;
  private final int steps;
  private final Recommender recommender;
  private final LiveSettings settings;
  private final Map<String, PlaylistState> playlists = new HashMap<>();

  /** In the order in which something was learnt of the tracks, the latest last. */
  private final LinkedHashMap<String, TrackSuccessors> learnt = new LinkedHashMap<>();

  private LiveSegment segment;
  private long offset;

  /**
   * @param steps how many tracks back each event is learnt from
   * @param recommender answers with what is learnt
   * @param settings how what is learnt is used
   */
  LiveLearner(
      SuccessorHistory successors, int steps, Recommender recommender, LiveSettings settings) {
    this.successors = successors;
    this.steps = steps;
    this.recommender = recommender;
    this.settings = settings;
    segment = recommender.newSegment(settings);
    recommender.answerWith(segment);
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
      learnt.putLast(told.track(), now);
      segment.replace(told.track(), occurrences(now));
    }
    if (segment.isFull()) {
      segment = recommender.newSegment(settings);
      segment.fill(
          () ->
              learnt.sequencedEntrySet().reversed().stream()
                  .map(entry -> new LiveSegment.Told(entry.getKey(), occurrences(entry.getValue())))
                  .iterator());
      recommender.answerWith(segment);
    }
  }

  private static List<LiveOccurrence> occurrences(TrackSuccessors now) {
    return now.getOccurrences().stream()
        .map(
            occurrence ->
                new LiveOccurrence(
                    now.getSuccessors().get(occurrence.getSuccessor()),
                    occurrence.getDistance(),
                    occurrence.getPlaylist(),
                    occurrence.getAt()))
        .toList();
  }
}
