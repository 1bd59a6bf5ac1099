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
      float weight =
          (float)
              (Math.pow(settings.prefixDecay(), age)
                  / Math.pow(Math.max(1, index.count(track)), settings.countExponent()));
      int start = index.postingsStart(track);
      int end = Math.min(index.postingsEnd(track), start + settings.occurrences());
      for (int posting = start; posting < end; posting++) {
        int event = index.event(posting);
        int session = index.session(posting);
        spread(event, session, weight, age == 0, table, firstColumn);
        if (age == 0) {
          follow(event, session, query, table, firstColumn);
        }
      }
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

  private void follow(int event, int session, Query query, CandidateTable table, int firstColumn) {
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
    table.add(firstColumn + 3, slot, 1f / index.count(query.track(0)));
    if (agreeing > 1) {
      table.add(firstColumn + 4, slot, agreeing * agreeing);
    }
  }
}
