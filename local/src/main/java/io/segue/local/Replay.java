package io.segue.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.events.EventLog;
import io.segue.app.events.EventNotWrittenException;
import io.segue.recommender.Recommendation;
import io.segue.recommender.Recommender;
import io.segue.recommender.behaviour.Interview;
import io.segue.recommender.behaviour.Question;
import io.segue.schemas.Action;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.PlaylistEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replays playlists through a running app, an event at a time and all playlists side by side, asks
 * it before each event what should come next, and has the same questions answered by the code that
 * evaluates models.
 *
 * <p>Every answer is compared entry by entry: the track, the score to the last bit, the source.
 */
final class Replay {

  private final DemoClient app;
  private final EventLog events;
  private final Recommender recommender;
  private final int k;
  private final int threads;
  private final Clock clock;

  /**
   * A replay.
   *
   * @param app the online side, with the index version of the recommender's model
   * @param events where the app takes its events from
   * @param recommender the offline side
   * @param k how many recommendations each answer has
   */
  Replay(
      DemoClient app, EventLog events, Recommender recommender, int k, int threads, Clock clock) {
    this.app = app;
    this.events = events;
    this.recommender = recommender;
    this.k = k;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Replays.
   *
   * @param playlists by id, oldest track first; unknown to the app
   * @param questionsMax how many questions are asked at most
   */
  AnswerComparison run(Map<String, List<String>> playlists, int questionsMax)
      throws InterruptedException {
    Map<String, List<String>> left = atMost(playlists, questionsMax);
    List<Question> questions = new ArrayList<>();
    List<List<AnswerComparison.Entry>> online = new ArrayList<>();
    for (int size = 1; !left.isEmpty(); size++) {
      for (Map.Entry<String, List<String>> playlist : left.entrySet()) {
        append(playlist.getKey(), size - 1, playlist.getValue().get(size - 1));
      }
      for (Map.Entry<String, List<String>> playlist : left.entrySet()) {
        app.awaitTracks(playlist.getKey(), size);
        List<String> tracks = playlist.getValue();
        questions.add(new Question(tracks.subList(0, size), List.of(tracks.get(size))));
        online.add(entries(app.recommendations(playlist.getKey(), k)));
      }
      int next = size + 1;
      left.values().removeIf(tracks -> tracks.size() <= next);
    }
    List<List<AnswerComparison.Entry>> offline = new ArrayList<>();
    for (List<Recommendation> answer : Interview.answers(recommender, questions, k, threads)) {
      offline.add(answer.stream().map(Replay::entry).toList());
    }
    return AnswerComparison.of(questions, online, offline);
  }

  /** The first playlists, the last of them cut off, that make so many questions. */
  private static Map<String, List<String>> atMost(
      Map<String, List<String>> playlists, int questionsMax) {
    Map<String, List<String>> chosen = new TreeMap<>();
    int questions = 0;
    for (Map.Entry<String, List<String>> playlist : playlists.entrySet()) {
      int asked = Math.min(playlist.getValue().size() - 1, questionsMax - questions);
      if (asked > 0) {
        chosen.put(playlist.getKey(), playlist.getValue().subList(0, asked + 1));
        questions += asked;
      }
    }
    return chosen;
  }

  private void append(String playlistId, int place, String trackId) {
    try {
      events.append(
          new PlaylistEvent(
              playlistId + "#" + place,
              playlistId,
              null,
              trackId,
              Action.ADD,
              clock.instant(),
              "replay"));
    } catch (EventNotWrittenException e) {
      throw new CommandFailedException("The replay ends here: " + e.getMessage() + ".", e);
    }
  }

  private static List<AnswerComparison.Entry> entries(JsonNode recommendations) {
    List<AnswerComparison.Entry> entries = new ArrayList<>();
    for (JsonNode view : recommendations) {
      entries.add(
          new AnswerComparison.Entry(
              view.path("trackId").asText(),
              view.path("score").asDouble(),
              view.path("source").asText()));
    }
    return entries;
  }

  private static AnswerComparison.Entry entry(Recommendation recommendation) {
    return new AnswerComparison.Entry(
        recommendation.trackId(),
        recommendation.score(),
        recommendation.source().name().toLowerCase(Locale.ROOT));
  }
}
