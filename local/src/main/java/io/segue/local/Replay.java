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
   * What a replay found.
   *
   * @param questions how many questions were asked
   * @param entries how many recommendations the offline answers had
   * @param differences the first of the answers that differ, in words
   * @param different how many answers differ
   * @param onlineHits how many answers of the app had the track that came next
   * @param offlineHits how many of the evaluation's
   */
  record Outcome(
      int questions,
      long entries,
      List<String> differences,
      int different,
      int onlineHits,
      int offlineHits) {}

  private static final int SHOWN_DIFFERENCES = 5;

  /** One answer as both sides can give it. */
  private record Entry(String trackId, double score, String source) {}

  /**
   * Replays.
   *
   * @param playlists by id, oldest track first; unknown to the app
   * @param questionsMax how many questions are asked at most
   */
  Outcome run(Map<String, List<String>> playlists, int questionsMax) throws InterruptedException {
    Map<String, List<String>> left = atMost(playlists, questionsMax);
    List<Question> questions = new ArrayList<>();
    List<List<Entry>> online = new ArrayList<>();
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
    List<List<Entry>> offline = new ArrayList<>();
    for (List<Recommendation> answer : Interview.answers(recommender, questions, k, threads)) {
      offline.add(answer.stream().map(Replay::entry).toList());
    }
    return compare(questions, online, offline);
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

  private Outcome compare(
      List<Question> questions, List<List<Entry>> online, List<List<Entry>> offline) {
    List<String> differences = new ArrayList<>();
    int different = 0;
    int onlineHits = 0;
    int offlineHits = 0;
    long entries = 0;
    for (int q = 0; q < questions.size(); q++) {
      String right = questions.get(q).right().get(0);
      onlineHits += hit(online.get(q), right);
      offlineHits += hit(offline.get(q), right);
      entries += offline.get(q).size();
      if (!online.get(q).equals(offline.get(q))) {
        different++;
        if (differences.size() < SHOWN_DIFFERENCES) {
          differences.add(difference(questions.get(q), online.get(q), offline.get(q)));
        }
      }
    }
    return new Outcome(questions.size(), entries, differences, different, onlineHits, offlineHits);
  }

  private static int hit(List<Entry> answer, String right) {
    return answer.stream().anyMatch(entry -> entry.trackId().equals(right)) ? 1 : 0;
  }

  private static String difference(Question question, List<Entry> online, List<Entry> offline) {
    int place = 0;
    while (place < Math.min(online.size(), offline.size())
        && online.get(place).equals(offline.get(place))) {
      place++;
    }
    return "after %d tracks, the last one %s, place %d: %s online, %s offline"
        .formatted(
            question.tracks().size(),
            question.tracks().get(question.tracks().size() - 1),
            place + 1,
            at(online, place),
            at(offline, place));
  }

  private static String at(List<Entry> answer, int place) {
    return place < answer.size() ? answer.get(place).toString() : "nothing";
  }

  private static List<Entry> entries(JsonNode recommendations) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode view : recommendations) {
      entries.add(
          new Entry(
              view.path("trackId").asText(),
              view.path("score").asDouble(),
              view.path("source").asText()));
    }
    return entries;
  }

  private static Entry entry(Recommendation recommendation) {
    return new Entry(
        recommendation.trackId(),
        recommendation.score(),
        recommendation.source().name().toLowerCase(Locale.ROOT));
  }
}
