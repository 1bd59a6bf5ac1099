package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.CandidateScorer;
import io.segue.recommender.retrieval.CandidateSource;
import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.NeighbourSessions;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.retrieval.NextTrackScorer;
import io.segue.recommender.retrieval.OwnTracks;
import io.segue.recommender.retrieval.Query;
import io.segue.recommender.retrieval.SequenceRules;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.vectors.VectorTable;
import java.util.ArrayList;
import java.util.List;

/**
 * All sources and scorers at one table: reads a playlist, lets each source propose, and each scorer
 * score what was proposed. Working memory of one query: belongs to one thread at a time.
 */
public final class CandidateFinder {

  private final List<CandidateSource> sources = new ArrayList<>();
  private final List<CandidateScorer> scorers = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private final List<String> columnSources = new ArrayList<>();
  private final Query query;
  private final CandidateTable table;

  /**
   * A finder over what is shared.
   *
   * @param nextTrack the trained vectors
   * @param directions their output vectors, normalised
   */
  public CandidateFinder(
      SessionIndex index,
      RankingSettings settings,
      NextTrackModel nextTrack,
      VectorTable directions) {
    sources.add(new OwnTracks());
    settings.neighbours().forEach(n -> sources.add(new NeighbourSessions(index, n)));
    sources.add(new SequenceRules(index, settings.rules()));
    scorers.add(new NextTrackScorer(nextTrack, directions));
    for (int i = 0; i < sources.size(); i++) {
      for (String column : sources.get(i).columns()) {
        columns.add(columns.contains(column) ? column + "-" + i : column);
        columnSources.add(sources.get(i).columns().get(0));
      }
    }
    for (CandidateScorer scorer : scorers) {
      columns.addAll(scorer.columns());
      scorer.columns().forEach(column -> columnSources.add(scorer.columns().get(0)));
    }
    this.query = new Query(settings.playlistMax());
    this.table = new CandidateTable(columns.size());
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

  /** Finds the candidates for a playlist, given as in {@link Query#read}. */
  public void find(int[] playlist, int from, int to) {
    table.clear();
    query.read(playlist, from, to);
    int column = 0;
    for (CandidateSource source : sources) {
      source.propose(query, table, column);
      column += source.columns().size();
    }
    for (CandidateScorer scorer : scorers) {
      scorer.score(query, table, column);
      column += scorer.columns().size();
    }
  }
}
