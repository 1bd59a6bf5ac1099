package io.segue.recommender.retrieval;

import io.segue.recommender.sessions.SessionIndex;
import java.util.List;

/**
 * What followed, and what came before, the playlist's latest tracks in past sessions: sequence
 * rules (Ludewig and Jannach, UMUAI 2018), read off the index's occurrences while the query waits
 * rather than kept in a table.
 *
 * <p>Columns: what followed any of the latest tracks, by distance; what came before them; what
 * followed the latest track; what came right after it; and the same with each occurrence weighed by
 * how many tracks before it agree with the playlist's end, which is prediction by partial matching.
 *
 * <p>What happened since the index was made ({@link Query#live}) counts as so many more occurrences
 * in the first four columns; where a track was not wanted it counts against, down to 0. It does not
 * tell what came before an occurrence, so the last column knows nothing of it.
 */
public final class SequenceRules implements CandidateSource {

  private final SessionIndex index;
  private final RuleSettings settings;
  private final float[] distanceWeights;

  /** A source over an index; made once a thread. */
  public SequenceRules(SessionIndex index, RuleSettings settings) {
    this.index = index;
    this.settings = settings;
    this.distanceWeights = new float[settings.steps() + 1];
    for (int distance = 1; distance <= settings.steps(); distance++) {
      distanceWeights[distance] = (float) Math.pow(distance, -settings.distanceExponent());
    }
  }

  @Override
  public List<String> columns() {
    return List.of("rules", "rules-back", "rules-last", "rules-next", "rules-suffix");
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    int last = Math.min(query.distinctSize(), settings.lastTracks());
    for (int i = 0; i < last; i++) {
      int track = query.distinctTrack(i);
      int age = query.distinctAge(i);
      int count = index.count(track) + query.live().count(track);
      float weight =
          (float)
              (Math.pow(settings.prefixDecay(), age)
                  / Math.pow(Math.max(1, count), settings.countExponent()));
      int start = index.postingsStart(track);
      int end = Math.min(index.postingsEnd(track), start + settings.occurrences());
      for (int posting = start; posting < end; posting++) {
        int event = index.event(posting);
        int session = index.session(posting);
        spread(event, session, weight, age == 0, table, firstColumn);
        if (age == 0) {
          follow(event, session, query, count, table, firstColumn);
        }
      }
      spreadLive(query, track, weight, age == 0 ? count : 0, table, firstColumn);
    }
  }

  private void spread(
      int event, int session, float weight, boolean latest, CandidateTable table, int firstColumn) {
    int[] tracks = index.sessions().tracks();
    int from = Math.max(index.sessions().start(session), event - settings.steps());
    int to = Math.min(index.sessions().end(session), event + settings.steps() + 1);
    for (int other = from; other < event; other++) {
      table.add(
          firstColumn + 1, table.slot(tracks[other]), weight * distanceWeights[event - other]);
    }
    for (int other = event + 1; other < to; other++) {
      int slot = table.slot(tracks[other]);
      float score = weight * distanceWeights[other - event];
      table.add(firstColumn, slot, score);
      if (latest) {
        table.add(firstColumn + 2, slot, score);
      }
    }
  }

  /**
   * Adds what happened since.
   *
   * @param latestCount the track's count if it is the playlist's latest, else 0
   */
  private void spreadLive(
      Query query,
      int track,
      float weight,
      int latestCount,
      CandidateTable table,
      int firstColumn) {
    query
        .live()
        .following(
            track,
            (other, distance, occurrence) -> {
              if (distance <= settings.steps()) {
                float score = weight * distanceWeights[distance] * occurrence;
                addDownToZero(table, firstColumn, other, score);
                if (latestCount > 0) {
                  addDownToZero(table, firstColumn + 2, other, score);
                }
                if (latestCount > 0 && distance == 1) {
                  addDownToZero(table, firstColumn + 3, other, occurrence / latestCount);
                }
              }
            });
    query
        .live()
        .preceding(
            track,
            (other, distance, occurrence) -> {
              if (distance <= settings.steps()) {
                float score = weight * distanceWeights[distance] * occurrence;
                addDownToZero(table, firstColumn + 1, other, score);
              }
            });
  }

  /** Adds to a score, which may not fall below 0; what only speaks against makes no candidate. */
  private static void addDownToZero(CandidateTable table, int column, int track, float score) {
    int slot = score > 0 ? table.slot(track) : table.find(track);
    if (slot != IntSlots.NONE) {
      table.set(column, slot, Math.max(0, table.score(column, slot) + score));
    }
  }

  private void follow(
      int event, int session, Query query, int count, CandidateTable table, int firstColumn) {
    int[] tracks = index.sessions().tracks();
    if (event + 1 >= index.sessions().end(session)) {
      return;
    }
    int start = index.sessions().start(session);
    int slot = table.slot(tracks[event + 1]);
    int agreeing = 1;
    while (event - agreeing >= start
        && agreeing < query.size()
        && tracks[event - agreeing] == query.track(agreeing)) {
      agreeing++;
    }
    table.add(firstColumn + 3, slot, 1f / count);
    if (agreeing > 1) {
      table.add(firstColumn + 4, slot, agreeing * agreeing);
    }
  }
}
