package io.segue.trainer.prequential;

import io.segue.recommender.evaluation.TargetRanks;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistState;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Test-then-train (Gama, Sebastião and Rodrigues, "On evaluating stream learning algorithms",
 * Machine Learning 2013): before an event is learnt, each arm is asked what should play next, and
 * the event's track is the answer.
 */
final class PrequentialExam {

  /** How long the lists are that are asked for. */
  static final int K = 100;

  private PrequentialExam() {}

  /**
   * Examines and teaches.
   *
   * @param learners are taught each event after the exam; one or more
   * @param which which events are asked about, by their numbers; a playlist's first never is
   * @param progress told how many events are done
   */
  static Marks run(
      List<PlaylistEvent> events,
      List<LiveLearner> learners,
      List<Arm> arms,
      IntPredicate which,
      IntConsumer progress) {
    Marks marks = new Marks(arms.stream().map(Arm::name).toList());
    for (int number = 0; number < events.size(); number++) {
      PlaylistEvent event = events.get(number);
      PlaylistState playlist = learners.get(0).playlist(event.getPlaylistId());
      if (playlist != null && which.test(number)) {
        List<String> tracks = playlist.getTracks();
        int[] ranks =
            IntStream.range(0, arms.size())
                .parallel()
                .map(arm -> rank(arms.get(arm).answers().next(tracks, K), event.getTrackId()))
                .toArray();
        marks.add(number, event.getTrackId(), ranks);
      }
      learners.forEach(learner -> learner.learn(event));
      progress.accept(number + 1);
    }
    return marks;
  }

  private static int rank(List<String> answer, String track) {
    int place = answer.indexOf(track);
    return place < 0 ? TargetRanks.MISSED : place + 1;
  }
}
