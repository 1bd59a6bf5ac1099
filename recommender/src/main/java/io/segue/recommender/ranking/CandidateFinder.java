package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.ArtistScorer;
import io.segue.recommender.retrieval.CandidateScorer;
import io.segue.recommender.retrieval.CandidateSource;
import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.FreshTracks;
import io.segue.recommender.retrieval.LiveEvidence;
import io.segue.recommender.retrieval.NearestTracks;
import io.segue.recommender.retrieval.NeighbourSessions;
import io.segue.recommender.retrieval.NextTrackScorer;
import io.segue.recommender.retrieval.OwnTracks;
import io.segue.recommender.retrieval.PopularTracks;
import io.segue.recommender.retrieval.Query;
import io.segue.recommender.retrieval.SameArtist;
import io.segue.recommender.retrieval.SequenceRules;
import io.segue.recommender.sessions.SessionIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All sources and scorers at one table: reads a playlist, lets each source propose, and each scorer
 * score what was proposed. Working memory of one query: belongs to one thread at a time.
 *
 * <p>Scorers look at vectors all over the memory, which takes longer than all else where playlists
 * are long and tens of thousands of tracks are proposed. Of more than {@link #SCORED_MAX}, those
 * are scored that the sources together say most for: the greatest sum of scores, each relative to
 * its column's greatest (CombSUM, Fox and Shaw 1994); and those that only {@link FreshTracks} has
 * proposed, for which no source says anything.
 */
public final class CandidateFinder {

  /** How many candidates scorers look at, at most. */
  static final int SCORED_MAX = 4_000;

  private static final int[] FIRST_SLOTS = IntStream.range(0, SCORED_MAX).toArray();

  private final List<CandidateSource> sources = new ArrayList<>();
  private final List<CandidateScorer> scorers = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private final List<String> columnKinds = new ArrayList<>();
  private final List<String> columnSources = new ArrayList<>();
  private final int[] firstColumns;
  private final Query query;
  private final CandidateTable table;
  private final Shortlist promising;
  private int[] chosen = new int[SCORED_MAX];
  private int[] scored = FIRST_SLOTS;
  private int scoredSize;

  /**
   * The first slot of those that only the source of fresh tracks has proposed, and the last's end.
   */
  private int freshStart;

  private int freshEnd;

  /**
   * A finder over what is shared.
   *
   * @param derived from the parts and the settings
   * @throws IllegalArgumentException when the settings want a source that the parts do not have
   */
  CandidateFinder(RankingParts parts, Derived derived, RankingSettings settings) {
    SessionIndex index = parts.index();
    if (settings.ownTracks()) {
      sources.add(new OwnTracks());
    }
    derived.views().forEach(view -> sources.add(new NeighbourSessions(view)));
    settings.rules().forEach(r -> sources.add(new SequenceRules(index, r)));
    if (settings.sameArtist() > 0) {
      sources.add(new SameArtist(parts.artists(), settings.sameArtist()));
    }
    if (settings.nearest() > 0) {
      if (parts.nearest() == null) {
        throw new IllegalArgumentException("nearest neighbours are wanted without a graph");
      }
      sources.add(new NearestTracks(parts.nearest(), settings.nearest()));
    }
    if (settings.popular() > 0) {
      sources.add(new PopularTracks(index, settings.popular()));
    }
    sources.add(new FreshTracks());
    for (int i = 0; i < parts.nextTracks().size(); i++) {
      scorers.add(new NextTrackScorer(parts.nextTracks().get(i), derived.directions().get(i)));
    }
    if (!parts.artists().isEmpty()) {
      scorers.add(new ArtistScorer(parts.artists()));
    }
    this.firstColumns = new int[sources.size() + scorers.size()];
    int step = 0;
    for (CandidateSource source : sources) {
      firstColumns[step++] = columns.size();
      addColumns(source.columns());
    }
    int proposed = columns.size();
    for (CandidateScorer scorer : scorers) {
      firstColumns[step++] = columns.size();
      addColumns(scorer.columns());
    }
    this.query = new Query(settings.playlistMax());
    this.table = new CandidateTable(columns.size());
    float[] weights = new float[columns.size()];
    Arrays.fill(weights, 0, proposed, 1);
    this.promising = new Shortlist(weights, SCORED_MAX);
  }

  /** Names columns; the second one of a kind ends in -2, and so on. */
  private void addColumns(List<String> names) {
    for (String name : names) {
      int number = 1 + Collections.frequency(columnKinds, name);
      columns.add(number == 1 ? name : name + "-" + number);
      columnSources.add(names.get(0));
      columnKinds.add(name);
    }
  }

  /** The names of the table's columns. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The name of the source or scorer that each column belongs to, which is that of its first
   * column: {@code sessions} for {@code sessions-next}. Sources of one kind share a name.
   */
  public List<String> columnSources() {
    return columnSources;
  }

  /** The playlist that was read last. */
  public Query query() {
    return query;
  }

  /** The candidates for it. */
  public CandidateTable table() {
    return table;
  }

  /** Finds the candidates for a playlist by the model alone, given as in {@link Query#read}. */
  public void find(int[] playlist, int from, int to) {
    find(playlist, from, to, LiveEvidence.NONE);
  }

  /** Finds the candidates for a playlist, given as in {@link Query#read}. */
  public void find(int[] playlist, int from, int to, LiveEvidence live) {
    start(playlist, from, to, live);
    for (int step = 0; step < steps(); step++) {
      step(step);
    }
  }

  /** Forgets the last playlist and reads another. */
  void start(int[] playlist, int from, int to, LiveEvidence live) {
    table.clear();
    query.read(playlist, from, to, live);
  }

  /** How many sources and scorers there are. */
  int steps() {
    return sources.size() + scorers.size();
  }

  /** Lets a source propose or a scorer score, in order; all of them make one {@link #find}. */
  void step(int step) {
    if (step < sources.size()) {
      int before = table.size();
      sources.get(step).propose(query, table, firstColumns[step]);
      if (sources.get(step) instanceof FreshTracks) {
        freshStart = before;
        freshEnd = table.size();
      }
    } else {
      if (step == sources.size()) {
        chooseScored();
      }
      scorers
          .get(step - sources.size())
          .score(query, table, scored, scoredSize, firstColumns[step]);
    }
  }

  private void chooseScored() {
    scoredSize = 0;
    if (table.size() <= SCORED_MAX) {
      scored = FIRST_SLOTS;
      scoredSize = table.size();
      return;
    }
    promising.select(table);
    if (chosen.length < promising.size() + freshEnd - freshStart) {
      chosen = new int[2 * (promising.size() + freshEnd - freshStart)];
    }
    scored = chosen;
    for (int i = 0; i < promising.size(); i++) {
      int slot = promising.slots()[i];
      if (slot < freshStart || slot >= freshEnd) {
        scored[scoredSize++] = slot;
      }
    }
    for (int slot = freshStart; slot < freshEnd; slot++) {
      scored[scoredSize++] = slot;
    }
  }

  /** The name of a step's first column; {@code fresh} for the source that has none. */
  String stepName(int step) {
    boolean isFresh = step < sources.size() && sources.get(step).columns().isEmpty();
    return isFresh ? "fresh" : columns.get(firstColumns[step]);
  }
}
