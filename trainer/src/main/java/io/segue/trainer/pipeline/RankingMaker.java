package io.segue.trainer.pipeline;

import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.ranking.NamedSettings;
import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.trainer.card.RankingProfile;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.ranking.RankingData;
import io.segue.trainer.ranking.RankingSearch;
import io.segue.trainer.ranking.SearchSettings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes the ranking part of a model, of the training playlists alone: the search holds out the
 * newest of those, and never sees the validation or test part.
 */
final class RankingMaker {

  /** Of longer playlists only the newest tracks are kept. */
  static final int PLAYLIST_TRACKS_MAX = 500;

  /**
   * Of all playlists together only the newest with so many tracks are kept: a session index of at
   * most 240 MB and 8 bytes a track and a playlist.
   */
  static final int EVENTS_MAX = 20_000_000;

  /** Fewer leave too little to hold out. */
  static final int PLAYLISTS_MIN = 100;

  private RankingMaker() {}

  /**
   * Makes it.
   *
   * @param playlists the training playlists
   * @param tracks the model's tracks, by the playlists' numbers; a track's place here is its number
   *     in the model
   * @param numbers how many numbers the playlists may use
   */
  static RankingOutcome make(
      Corpus playlists, int[] tracks, int numbers, RankingBudget budget, int threads, long seed)
      throws InterruptedException {
    if (budget.isOff()) {
      return RankingOutcome.none("it was switched off");
    }
    if (!RankingBudget.fits(tracks.length)) {
      return RankingOutcome.none(
          "%,d tracks are too many for next-track vectors within %,d MiB"
              .formatted(tracks.length, RankingBudget.VECTOR_BYTES_MAX >> 20));
    }
    float[] weights = new float[playlists.weights().length];
    Sessions sessions = sessions(playlists, tracks, numbers, EVENTS_MAX, weights);
    if (sessions.size() < PLAYLISTS_MIN) {
      return RankingOutcome.none(
          "%d training playlists are too few to hold some out; at least %d are needed"
              .formatted(sessions.size(), PLAYLISTS_MIN));
    }
    SearchSettings settings = budget.settings(sessions, tracks.length, threads, seed);
    RankingSearch.Found found =
        RankingSearch.search(
            new RankingData(
                sessions,
                tracks.length,
                artists(playlists, tracks),
                Arrays.copyOf(weights, Math.min(weights.length, sessions.events()))),
            settings);
    SessionIndex index = found.model().index();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("holdout.hr@20", found.holdout().ranks().mean(TargetRanks.hitRate(20)));
    figures.put("holdout.mrr@20", found.holdout().ranks().mean(TargetRanks.reciprocalRank(20)));
    figures.put("query_us", found.holdout().micros(0.5));
    figures.put("sessions", (double) sessions.size());
    figures.put("events", (double) sessions.events());
    figures.put("bytes_per_event", index.bytesPerEvent());
    return new RankingOutcome(
        found.model(),
        new RankingProfile(found.ranker(), figures, NamedSettings.of(found.model().settings())));
  }

  /** The artists of the model's tracks. */
  private static ArtistTracks artists(Corpus playlists, int[] tracks) {
    int[] artistOf = Arrays.stream(tracks).map(playlists::artist).toArray();
    int artists = 1 + Arrays.stream(artistOf).max().orElse(-1);
    return artists == 0 ? ArtistTracks.NONE : new ArtistTracks(artists, artistOf);
  }

  /**
   * The playlists in the model's numbers and in order of time, oldest first. Those of which no time
   * is known come first, in the order that they have, which the split has drawn.
   *
   * @param weights gets the weights of the events, if the playlists have any; as long as theirs
   */
  static Sessions sessions(
      Corpus playlists, int[] tracks, int numbers, int eventsMax, float[] weights) {
    int[] modelNumber = new int[numbers];
    Arrays.fill(modelNumber, -1);
    for (int number = 0; number < tracks.length; number++) {
      modelNumber[tracks[number]] = number;
    }
    int[] order =
        IntStream.range(0, playlists.size())
            .boxed()
            .sorted(Comparator.comparingInt(playlist -> lastMinute(playlists, playlist)))
            .mapToInt(Integer::intValue)
            .toArray();
    int first = order.length;
    long events = 0;
    while (first > 0 && events + kept(playlists, order[first - 1]) <= eventsMax) {
      events += kept(playlists, order[--first]);
    }
    int[] all = new int[(int) events];
    int[] starts = new int[order.length - first + 1];
    int size = 0;
    for (int i = first; i < order.length; i++) {
      int end = playlists.offsets()[order[i] + 1];
      for (int at = end - kept(playlists, order[i]); at < end; at++) {
        int number = modelNumber[playlists.tokens()[at]];
        if (number >= 0) {
          if (weights.length > 0) {
            weights[size] = playlists.weights()[at];
          }
          all[size++] = number;
        }
      }
      starts[i - first + 1] = size;
    }
    return new Sessions(Arrays.copyOf(all, size), starts);
  }

  private static int kept(Corpus playlists, int playlist) {
    return Math.min(
        PLAYLIST_TRACKS_MAX, playlists.offsets()[playlist + 1] - playlists.offsets()[playlist]);
  }

  private static int lastMinute(Corpus playlists, int playlist) {
    int last = 0;
    for (int at = playlists.offsets()[playlist];
        playlists.minutes().length > 0 && at < playlists.offsets()[playlist + 1];
        at++) {
      last = Math.max(last, playlists.minutes()[at]);
    }
    return last;
  }
}
