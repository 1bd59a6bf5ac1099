package io.segue.trainer.examination;

import io.segue.recommender.Model;
import io.segue.recommender.behaviour.Question;
import io.segue.recommender.evaluation.Bootstrap;
import io.segue.recommender.evaluation.CaseTable;
import io.segue.recommender.evaluation.RankedLists;
import io.segue.recommender.evaluation.Slice;
import io.segue.recommender.evaluation.Slicing;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the questions by the popularity of the right answer, the length of the playlist so far, and
 * the popularity of the right answer's artist.
 */
final class QuestionSlices {

  /** Tracks and artists are told apart by these shares of all plays that the more popular have. */
  private static final double HEAD = 1 / 3.0;

  private static final double BODY = 2 / 3.0;

  private static final String NOT_IN_TRAINING = "not in the training data";

  private final Model model;
  private final List<Question> questions;
  private final RankedLists ranked;

  QuestionSlices(Model model, List<Question> questions, RankedLists ranked) {
    this.model = model;
    this.questions = questions;
    this.ranked = ranked;
  }

  /** How each slice that has questions was answered. */
  List<SliceResult> results(CaseTable table, Bootstrap bootstrap) throws InterruptedException {
    List<Slice> slices = new ArrayList<>(byPopularity());
    slices.addAll(byLength());
    slices.addAll(byArtist());
    List<SliceResult> results = new ArrayList<>();
    for (Slice slice : slices) {
      if (slice.cases().length > 0) {
        results.add(
            PlaylistLengths.result(slice, !slice.name().equals(NOT_IN_TRAINING), table, bootstrap));
      }
    }
    return results;
  }

  private List<Slice> byPopularity() {
    int head = Slicing.headCount(model.counts(), HEAD);
    int body = Slicing.headCount(model.counts(), BODY);
    return Slicing.of(
        "track popularity",
        List.of("head", "body", "tail", NOT_IN_TRAINING),
        questions.size(),
        question -> {
          int right = ranked.right()[question][0];
          return right < 0 ? 3 : third(model.counts()[right], head, body);
        });
  }

  private List<Slice> byLength() {
    return PlaylistLengths.slices(
        questions.size(), question -> questions.get(question).tracks().size());
  }

  private List<Slice> byArtist() {
    int[] plays = new int[model.artists().size()];
    for (int track = 0; track < model.tracks().size(); track++) {
      int artist = model.artistOf()[track];
      if (artist >= 0) {
        plays[artist] += model.counts()[track];
      }
    }
    if (plays.length == 0) {
      return List.of();
    }
    int head = Slicing.headCount(plays, HEAD);
    int body = Slicing.headCount(plays, BODY);
    return Slicing.of(
        "artist popularity",
        List.of("head", "body", "tail", "artist unknown", NOT_IN_TRAINING),
        questions.size(),
        question -> {
          int right = ranked.right()[question][0];
          if (right < 0) {
            return 4;
          }
          int artist = model.artistOf()[right];
          return artist < 0 ? 3 : third(plays[artist], head, body);
        });
  }

  private static int third(int count, int head, int body) {
    return count >= head ? 0 : count >= body ? 1 : 2;
  }
}
