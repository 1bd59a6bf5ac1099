package io.segue.local;

import io.segue.recommender.behaviour.Question;
import java.util.ArrayList;
import java.util.List;

/**
 * How the answers of two sides to the same questions compare.
 *
 * @param questions how many questions were asked
 * @param entries how many recommendations the offline answers had
 * @param different how many answers differ in any entry: the track, the score to the last bit, the
 *     source
 * @param examples the first of those, in words
 * @param onlineHits how many of the online answers had the track that came next
 * @param offlineHits how many of the offline answers had it
 */
record AnswerComparison(
    int questions,
    long entries,
    int different,
    List<String> examples,
    int onlineHits,
    int offlineHits) {

  private static final int EXAMPLES_MAX = 5;

  /** A recommendation as both sides can give it. */
  record Entry(String trackId, double score, String source) {}

  /** Compares the answers, which are in the order of the questions. */
  static AnswerComparison of(
      List<Question> questions, List<List<Entry>> online, List<List<Entry>> offline) {
    List<String> examples = new ArrayList<>();
    int different = 0;
    int onlineHits = 0;
    int offlineHits = 0;
    long entries = 0;
    for (int q = 0; q < questions.size(); q++) {
      String right = questions.get(q).right().get(0);
      onlineHits += hits(online.get(q), right);
      offlineHits += hits(offline.get(q), right);
      entries += offline.get(q).size();
      if (!online.get(q).equals(offline.get(q))) {
        different++;
        if (examples.size() < EXAMPLES_MAX) {
          examples.add(difference(questions.get(q), online.get(q), offline.get(q)));
        }
      }
    }
    return new AnswerComparison(
        questions.size(), entries, different, List.copyOf(examples), onlineHits, offlineHits);
  }

  private static int hits(List<Entry> answer, String right) {
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
    if (place >= answer.size()) {
      return "nothing";
    }
    Entry entry = answer.get(place);
    return "%s (%s, %s)".formatted(entry.trackId(), entry.score(), entry.source());
  }
}
