package io.segue.trainer.ranking;

import io.segue.recommender.ranking.CandidateFinder;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.retrieval.IntSlots;
import io.segue.recommender.retrieval.Query;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which sources a data set gets: each is kept that brings a share of the answers that the
 * sources before it do not bring. Where tracks are heard again, the playlist's own tracks are such
 * a source; where artists are known, their tracks may be.
 */
final class SourceSelection {

  private static final Logger LOG = LoggerFactory.getLogger(SourceSelection.class);
  private static final int SAME_ARTIST = 50;
  private static final int POPULAR = 200;

  private final SessionIndex index;
  private final ArtistTracks artists;
  private final Sessions sessions;
  private final int[] cases;
  private final int threads;

  /**
   * @param index what the sources look things up in
   * @param sessions what is asked of
   * @param cases the events of the answers
   */
  SourceSelection(
      SessionIndex index, ArtistTracks artists, Sessions sessions, int[] cases, int threads) {
    this.index = index;
    this.artists = artists;
    this.sessions = sessions;
    this.cases = cases;
    this.threads = threads;
  }

  /**
   * Settings with the sources that bring at least a share of the answers.
   *
   * @param base the settings of the sources that need no decision
   */
  RankingSettings select(RankingSettings base, double shareMin) throws InterruptedException {
    double own = ownShare();
    LOG.info("sources: {} of the answers are in the playlist already", percent(own));
    RankingSettings best = base.withOwnTracks(own >= shareMin);
    double found = recall(best);
    LOG.info("sources: {} of the answers are candidates", percent(found));
    List<UnaryOperator<RankingSettings>> more =
        List.of(
            settings -> settings.withSameArtist(artists.isEmpty() ? 0 : SAME_ARTIST),
            settings -> settings.withPopular(POPULAR));
    for (UnaryOperator<RankingSettings> change : more) {
      RankingSettings changed = change.apply(best);
      if (!changed.equals(best)) {
        double share = recall(changed);
        LOG.info(
            "sources: {} with {} tracks by the same artist and {} popular ones",
            percent(share),
            changed.sameArtist(),
            changed.popular());
        if (share >= found + shareMin) {
          best = changed;
          found = share;
        }
      }
    }
    return best;
  }

  /** The share of the answers that are in the playlist already. */
  private double ownShare() throws InterruptedException {
    return share(
        (from, to) -> {
          Query query = new Query(Integer.MAX_VALUE);
          int own = 0;
          for (int i = from; i < to; i++) {
            query.read(sessions.tracks(), start(cases[i]), cases[i]);
            own += query.find(sessions.tracks()[cases[i]]) == IntSlots.NONE ? 0 : 1;
          }
          return own;
        });
  }

  /** The share of the answers that are candidates. */
  private double recall(RankingSettings settings) throws InterruptedException {
    RankingModel model =
        RankingModel.untrained(
            new RankingParts(index, List.of(), artists, /* nearest= */ null), settings);
    return share(
        (from, to) -> {
          CandidateFinder finder = model.newFinder();
          int found = 0;
          for (int i = from; i < to; i++) {
            finder.find(sessions.tracks(), start(cases[i]), cases[i]);
            found += finder.table().find(sessions.tracks()[cases[i]]) == IntSlots.NONE ? 0 : 1;
          }
          return found;
        });
  }

  private double share(Shards.Work<Integer> count) throws InterruptedException {
    int sum = 0;
    for (int part : Shards.run(cases.length, threads, count)) {
      sum += part;
    }
    return (double) sum / Math.max(1, cases.length);
  }

  private static String percent(double share) {
    return "%.2f %%".formatted(100 * share);
  }

  private int start(int event) {
    return sessions.start(sessions.sessionOf(event));
  }
}
