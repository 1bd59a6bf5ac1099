package io.segue.trainer.ranking;

import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.retrieval.CandidateSource;
import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.IntSlots;
import io.segue.recommender.retrieval.NeighbourSessions;
import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.NeighbourViews;
import io.segue.recommender.retrieval.Query;
import io.segue.recommender.retrieval.RuleSettings;
import io.segue.recommender.retrieval.SequenceRules;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds good settings for one source at a time by coordinate descent: each parameter in turn takes
 * the value with which one of the source's columns, alone, answers best. A source's query takes
 * microseconds, so that dozens of settings are tried in seconds.
 */
final class SourceTuner {

  private static final Logger LOG = LoggerFactory.getLogger(SourceTuner.class);

  /** A change must gain this much, relatively, to be made: the sample is small. */
  private static final double GAIN_MIN = 0.002;

  private final SessionIndex index;
  private final Sessions sessions;
  private final int[] cases;
  private final int playlistMax;
  private final int threads;
  private final int neighboursMax;
  private final Objective objective;

  /**
   * @param neighboursMax so many neighbours are tried at most: what bounds the time of a query
   * @param objective what settings are judged by, where hits are not all that counts
   */
  SourceTuner(
      SessionIndex index,
      Sessions sessions,
      int[] cases,
      int playlistMax,
      int threads,
      int neighboursMax,
      Objective objective) {
    this.index = index;
    this.sessions = sessions;
    this.cases = cases;
    this.playlistMax = playlistMax;
    this.threads = threads;
    this.neighboursMax = neighboursMax;
    this.objective = objective;
  }

  /** One value of one parameter put in place of another. */
  @SuppressWarnings("ArrayRecordComponent") // a short list, never compared
  private record Coordinate<S>(String name, double[] values, BiFunction<S, Double, S> set) {}

  /** Settings for the first column, by hit rate: neighbours that know the kind of track. */
  NeighbourSettings neighboursForHits(NeighbourSettings start) throws InterruptedException {
    return descend(
        "sessions",
        start,
        neighbourCoordinates(false),
        this::neighbours,
        0,
        objective.withHitRateShare(1));
  }

  /** Settings for the column that heeds distance, by both metrics: they know the order. */
  NeighbourSettings neighboursForOrder(NeighbourSettings start) throws InterruptedException {
    return descend(
        "sessions by distance", start, neighbourCoordinates(true), this::neighbours, 1, objective);
  }

  /** Settings for the rules, by both metrics. */
  RuleSettings rules(RuleSettings start) throws InterruptedException {
    List<Coordinate<RuleSettings>> coordinates =
        List.of(
            new Coordinate<>(
                "count exponent",
                new double[] {0, 0.3, 0.5, 0.7, 1},
                (s, v) -> rule(s, s.lastTracks(), s.occurrences(), s.steps(), s.prefixDecay(), v)),
            new Coordinate<>(
                "prefix decay",
                new double[] {0.3, 0.5, 0.6, 0.7, 0.8, 0.9},
                (s, v) ->
                    rule(s, s.lastTracks(), s.occurrences(), s.steps(), v, s.countExponent())),
            new Coordinate<>(
                "distance exponent",
                new double[] {0.2, 0.5, 0.8, 1.2, 2},
                (s, v) ->
                    new RuleSettings(
                        s.lastTracks(),
                        s.occurrences(),
                        s.steps(),
                        v,
                        s.prefixDecay(),
                        s.countExponent())),
            new Coordinate<>(
                "steps",
                new double[] {3, 5, 10, 20},
                (s, v) ->
                    rule(
                        s,
                        s.lastTracks(),
                        s.occurrences(),
                        v.intValue(),
                        s.prefixDecay(),
                        s.countExponent())),
            new Coordinate<>(
                "last tracks",
                new double[] {1, 3, 5, 10, 20},
                (s, v) ->
                    rule(
                        s,
                        v.intValue(),
                        s.occurrences(),
                        s.steps(),
                        s.prefixDecay(),
                        s.countExponent())),
            new Coordinate<>(
                "occurrences",
                new double[] {200, 500, 1_000, 2_000},
                (s, v) ->
                    rule(
                        s,
                        s.lastTracks(),
                        v.intValue(),
                        s.steps(),
                        s.prefixDecay(),
                        s.countExponent())));
    return descend(
        "rules", start, coordinates, settings -> new SequenceRules(index, settings), 0, objective);
  }

  private static RuleSettings rule(
      RuleSettings s,
      int lastTracks,
      int occurrences,
      int steps,
      double prefixDecay,
      double countExponent) {
    return new RuleSettings(
        lastTracks, occurrences, steps, s.distanceExponent(), prefixDecay, countExponent);
  }

  private CandidateSource neighbours(NeighbourSettings settings) {
    return new NeighbourSessions(new NeighbourViews(index, List.of(settings)));
  }

  private List<Coordinate<NeighbourSettings>> neighbourCoordinates(boolean distance) {
    Coordinate<NeighbourSettings> positionDecay =
        new Coordinate<>(
            "position decay",
            new double[] {1, 2, 4, 8, 16, 100},
            NeighbourSettings::withPositionDecay);
    Coordinate<NeighbourSettings> neighbours =
        new Coordinate<>(
            "neighbours",
            new double[] {50, 100, 200, 500, 1_500},
            (s, v) -> s.withNeighbours(Math.min(neighboursMax, v.intValue())));
    Coordinate<NeighbourSettings> idf =
        new Coordinate<>(
            "idf exponent", new double[] {0, 1, 2, 3}, NeighbourSettings::withIdfExponent);
    Coordinate<NeighbourSettings> length =
        new Coordinate<>(
            "length exponent",
            new double[] {0, 0.25, 0.5, 0.75, 1},
            NeighbourSettings::withLengthExponent);
    Coordinate<NeighbourSettings> age =
        new Coordinate<>(
            "age decay", new double[] {0.1, 0.3, 1, 3, 100}, NeighbourSettings::withAgeDecay);
    Coordinate<NeighbourSettings> lastTracks =
        new Coordinate<>(
            "last tracks",
            new double[] {3, 5, 10, 20, 40},
            (s, v) -> s.withLastTracks(v.intValue()));
    Coordinate<NeighbourSettings> occurrences =
        new Coordinate<>(
            "occurrences",
            new double[] {500, 1_500, 5_000},
            (s, v) -> s.withOccurrences(v.intValue()));
    if (!distance) {
      return List.of(positionDecay, neighbours, idf, length, age, lastTracks, occurrences);
    }
    Coordinate<NeighbourSettings> exponent =
        new Coordinate<>(
            "distance exponent",
            new double[] {0, 0.3, 0.6, 1, 1.5},
            NeighbourSettings::withDistanceExponent);
    Coordinate<NeighbourSettings> backward =
        new Coordinate<>(
            "backward weight",
            new double[] {0, 0.1, 0.3, 0.6, 1},
            NeighbourSettings::withBackwardWeight);
    return List.of(
        exponent, backward, positionDecay, neighbours, idf, length, age, lastTracks, occurrences);
  }

  private <S> S descend(
      String name,
      S start,
      List<Coordinate<S>> coordinates,
      Function<S, CandidateSource> make,
      int column,
      Objective goal)
      throws InterruptedException {
    S best = start;
    TargetRanks base = ranks(make, start, column);
    double bestValue = 1;
    int tried = 1;
    for (Coordinate<S> coordinate : coordinates) {
      S before = best;
      for (double value : coordinate.values()) {
        S candidate = coordinate.set().apply(before, value);
        if (candidate.equals(before)) {
          continue;
        }
        double relative = goal.value(ranks(make, candidate, column), base);
        tried++;
        if (relative > bestValue + GAIN_MIN) {
          best = candidate;
          bestValue = relative;
        }
      }
    }
    LOG.info(
        "{}: {} settings tried, {} before, {} after: {}",
        name,
        tried,
        objective.words(base),
        objective.words(ranks(make, best, column)),
        best);
    return best;
  }

  private <S> TargetRanks ranks(Function<S, CandidateSource> make, S settings, int column)
      throws InterruptedException {
    TargetRanks ranks = new TargetRanks();
    Shards.run(cases.length, threads, (from, to) -> ask(make.apply(settings), column, from, to))
        .forEach(ranks::addAll);
    return ranks;
  }

  private TargetRanks ask(CandidateSource source, int column, int from, int to) {
    CandidateTable table = new CandidateTable(source.columns().size());
    Query query = new Query(playlistMax);
    TargetRanks ranks = new TargetRanks();
    for (int i = from; i < to; i++) {
      int start = sessions.start(sessions.sessionOf(cases[i]));
      table.clear();
      query.read(sessions.tracks(), start, cases[i]);
      source.propose(query, table, 0);
      ranks.add(rank(table, column, sessions.tracks()[cases[i]]));
    }
    return ranks;
  }

  /** The rank of a track by one column; of equal scores, the lower track number comes first. */
  private static int rank(CandidateTable table, int column, int track) {
    int slot = table.find(track);
    if (slot == IntSlots.NONE || table.score(column, slot) <= 0) {
      return TargetRanks.MISSED;
    }
    float[] scores = table.column(column);
    float score = scores[slot];
    int rank = 1;
    for (int other = 0; other < table.size(); other++) {
      if (scores[other] > score || (scores[other] == score && table.track(other) < track)) {
        rank++;
      }
    }
    return rank;
  }
}
