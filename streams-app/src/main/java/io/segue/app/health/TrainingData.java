package io.segue.app.health;

import io.segue.recommender.Model;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.sessions.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * What a version remembers of the data that it was trained on.
 *
 * @param popularity of each training event, the rank of its track by frequency, from 0
 * @param positions of each training event, how many tracks its playlist had before it; of nothing
 *     when the version keeps no sessions
 */
record TrainingData(Distribution popularity, Distribution positions) {

  static TrainingData of(Model model) {
    double[] popularity = new double[Distribution.BUCKETS];
    int[] counts = model.counts();
    for (int track = 0; track < counts.length; track++) {
      popularity[Distribution.bucket(track)] += counts[track];
    }
    return new TrainingData(new Distribution(popularity), positions(model.ranking()));
  }

  private static Distribution positions(@Nullable RankingModel ranking) {
    double[] positions = new double[Distribution.BUCKETS];
    if (ranking != null) {
      Sessions sessions = ranking.index().sessions();
      for (int session = 0; session < sessions.size(); session++) {
        for (int position = 0; position < sessions.length(session); position++) {
          positions[Distribution.bucket(position)]++;
        }
      }
    }
    return new Distribution(positions);
  }
}
