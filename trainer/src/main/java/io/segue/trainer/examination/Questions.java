package io.segue.trainer.examination;

import io.segue.recommender.Vocabulary;
import io.segue.recommender.behaviour.Question;
import io.segue.trainer.embedding.Corpus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes questions of playlists. */
public final class Questions {

  private Questions() {}

  /** What comes next? The last track of each playlist, given all before it. */
  public static List<Question> nextTrack(Vocabulary tracks, Corpus playlists, int questionsMax) {
    List<Question> questions = new ArrayList<>();
    for (int p = 0; p < playlists.size() && questions.size() < questionsMax; p++) {
      List<String> all = tracks(tracks, playlists, p);
      int last = all.size() - 1;
      questions.add(new Question(all.subList(0, last), List.of(all.get(last))));
    }
    return questions;
  }

  /**
   * What else belongs here? The tracks of each playlist's second half that are not in the first,
   * given the first. Playlists whose second half has nothing new are left out.
   */
  static List<Question> secondHalf(Vocabulary tracks, Corpus playlists, int questionsMax) {
    List<Question> questions = new ArrayList<>();
    for (int p = 0; p < playlists.size() && questions.size() < questionsMax; p++) {
      List<String> all = tracks(tracks, playlists, p);
      List<String> first = all.subList(0, (all.size() + 1) / 2);
      Set<String> had = new HashSet<>(first);
      Set<String> rest = new LinkedHashSet<>(all.subList(first.size(), all.size()));
      rest.removeAll(had);
      if (!rest.isEmpty()) {
        questions.add(new Question(first, List.copyOf(rest)));
      }
    }
    return questions;
  }

  private static List<String> tracks(Vocabulary tracks, Corpus playlists, int playlist) {
    List<String> ids = new ArrayList<>();
    for (int i = playlists.offsets()[playlist]; i < playlists.offsets()[playlist + 1]; i++) {
      ids.add(tracks.id(playlists.tokens()[i]));
    }
    return ids;
  }
}
