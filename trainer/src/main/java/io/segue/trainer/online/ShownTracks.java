package io.segue.trainer.online;

import io.segue.recommender.Recommendation;
import io.segue.schemas.Action;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.ServedTrack;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which tracks were recommended before they came, and at which rank; what that says about how much
 * the rank matters. Knows all answers first and is then told each playlist's events in their order.
 * Keeps an answer in about 10 bytes a track. Not thread-safe.
 */
public final class ShownTracks {

  /** How old an answer may be when the event comes that follows it. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** Tracks that explore are shown at ranks that are drawn by chance. */
  private static final String EXPLORED =
      Recommendation.Source.FRESH.name().toLowerCase(Locale.ROOT);

  private static final int RANKS_MAX = 100;

  @SuppressWarnings("ArrayRecordComponent") // compact storage; never compared
  private record Shown(String[] tracks, int[] explored) {}

  private final LastAnswers<Shown> answers = new LastAnswers<>(PATIENCE);
  private final Map<String, String> ids = new HashMap<>();
  private final long[] exploredByRank = new long[RANKS_MAX];
  private final long[] playedByRank = new long[RANKS_MAX];

  private ShownTracks() {}

  /** Nothing was recommended. */
  public static ShownTracks none() {
    return new ShownTracks();
  }

  /** What was recommended, as the log of answers has it. */
  public static ShownTracks of(List<ServedRecommendations> log) {
    ShownTracks shown = new ShownTracks();
    log.forEach(shown::answered);
    return shown;
  }

  void answered(ServedRecommendations answer) {
    List<ServedTrack> tracks = answer.getTracks();
    String[] shown = new String[Math.min(RANKS_MAX, tracks.size())];
    int[] explored = new int[shown.length];
    int count = 0;
    for (int i = 0; i < shown.length; i++) {
      // One object for each id, however often it was shown.
      shown[i] = ids.computeIfAbsent(tracks.get(i).getTrackId(), id -> id);
      if (tracks.get(i).getSource().equals(EXPLORED)) {
        explored[count++] = i + 1;
      }
    }
    answers.put(
        answer.getPlaylistId(),
        answer.getServedAt(),
        new Shown(shown, Arrays.copyOf(explored, count)));
  }

  /**
   * At which rank an event's track was shown in the answer that the event follows.
   *
   * @param at when the event was written
   * @return from 1; 0 when it was not shown
   */
  public int rankOf(PlaylistEvent event, Instant at) {
    if (event.getAction() != Action.ADD && event.getAction() != Action.PLAY) {
      return 0;
    }
    Shown shown = answers.take(event.getPlaylistId(), at);
    if (shown == null) {
      return 0;
    }
    int rank = 1 + Arrays.asList(shown.tracks()).indexOf(event.getTrackId());
    for (int explored : shown.explored()) {
      exploredByRank[explored - 1]++;
      playedByRank[explored - 1] += explored == rank ? 1 : 0;
    }
    return rank;
  }

  /** How much the rank matters, by the events so far. */
  public PositionBias bias() {
    return PositionBias.of(exploredByRank, playedByRank);
  }
}
