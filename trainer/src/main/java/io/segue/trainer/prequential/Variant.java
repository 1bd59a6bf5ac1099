package io.segue.trainer.prequential;

import io.segue.recommender.Model;
import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.Recommender;
import io.segue.recommender.TrackArtists;
import io.segue.recommender.live.LiveSettings;
import io.segue.schemas.Successions;
import io.segue.schemas.SuccessorHistory;
import java.util.List;

/**
 * One way of learning live.
 *
 * @param name what it is called
 * @param steps how many tracks back each event is learnt from
 * @param settings how what is learnt is used
 */
record Variant(String name, int steps, LiveSettings settings) {

  private static final int STEPS = Successions.STEPS_DEFAULT;

  /** What the streams app does unless told otherwise. */
  static final Variant SERVED = new Variant("online", STEPS, LiveSettings.DEFAULT);

  /** What there is to choose from on the training side. */
  static final List<Variant> CHOICE =
      List.of(
          SERVED.weighing(0.25),
          SERVED.weighing(0.5),
          SERVED.weighing(1),
          SERVED.weighing(2),
          SERVED.weighing(4),
          new Variant("no fresh tracks", STEPS, LiveSettings.DEFAULT.withFreshMax(0)),
          new Variant(
              "fresh tracks by rules alone", STEPS, LiveSettings.DEFAULT.withFreshProposed(0)),
          new Variant("no artist prior", STEPS, LiveSettings.DEFAULT.withArtistPrior(0)),
          new Variant("1 step", 1, LiveSettings.DEFAULT),
          new Variant("6 steps", 6, LiveSettings.DEFAULT));

  private Variant weighing(double weight) {
    return new Variant("weight " + weight, steps, settings.withWeight(weight));
  }

  /** A recommender that takes into account what the learner learns. */
  record Taught(Arm arm, LiveLearner learner) {}

  /** Begins with nothing learnt. */
  Taught start(Model model, TrackArtists artists) {
    Recommender recommender = new Recommender(model, artists);
    return new Taught(
        new Arm(name, answers(recommender)),
        new LiveLearner(new SuccessorHistory(settings.halfLifeMs()), steps, recommender, settings));
  }

  /** A recommender that learns nothing. */
  static Arm frozen(String name, Model model, TrackArtists artists) {
    return new Arm(name, answers(new Recommender(model, artists)));
  }

  private static Arm.Answers answers(Recommender recommender) {
    return (tracks, k) ->
        recommender.recommend(RecommendationRequest.of(tracks, k)).stream()
            .map(Recommendation::trackId)
            .toList();
  }
}
