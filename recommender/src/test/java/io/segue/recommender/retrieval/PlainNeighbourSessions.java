package io.segue.recommender.retrieval;

import io.segue.recommender.sessions.SessionIndex;
import java.util.Arrays;
import java.util.List;

/**
 * Neighbouring sessions as the definition has them, one view at a time and one number after the
 * other: what {@link NeighbourSessions} must agree with to the last bit.
 */
final class PlainNeighbourSessions implements CandidateSource {

  private static final int DISTANCE_MAX = 64;

  private final SessionIndex index;
  private final NeighbourSettings settings;
  private final float[] positionWeights;
  private final float[] forwardWeights = new float[DISTANCE_MAX + 1];
  private final float[] backwardWeights = new float[DISTANCE_MAX + 1];
  private final float[] lengthWeights = new float[DISTANCE_MAX + 1];
  private final float ageScale;

  private final IntSlots found = new IntSlots();
  private float[] similarities = new float[1 << 11];
  private int[] alignments = new int[1 << 11];

  PlainNeighbourSessions(SessionIndex index, NeighbourSettings settings) {
    this.index = index;
    this.settings = settings;
    this.positionWeights = new float[256];
    for (int age = 0; age < positionWeights.length; age++) {
      positionWeights[age] = (float) Math.exp(-age / settings.positionDecay());
    }
    for (int distance = 1; distance <= DISTANCE_MAX; distance++) {
      forwardWeights[distance] = (float) Math.pow(distance, -settings.distanceExponent());
      backwardWeights[distance] = (float) settings.backwardWeight() * forwardWeights[distance];
      lengthWeights[distance] = (float) Math.pow(distance, -settings.lengthExponent());
    }
    this.ageScale = (float) (1 / (settings.ageDecay() * Math.max(1, index.sessions().size())));
  }

  @Override
  public List<String> columns() {
    return List.of("sessions", "sessions-distance", "sessions-next");
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    found.clear();
    int last = Math.min(query.distinctSize(), settings.lastTracks());
    for (int i = 0; i < last; i++) {
      gather(query.distinctTrack(i), query.distinctAge(i));
    }
    int count = found.size();
    for (int slot = 0; slot < count; slot++) {
      int session = found.key(slot);
      int age = index.sessions().size() - 1 - session;
      similarities[slot] *= lengthWeight(session) * (float) Math.exp(-age * ageScale);
    }
    float threshold = threshold(count);
    for (int slot = 0; slot < count; slot++) {
      if (similarities[slot] >= threshold) {
        spread(found.key(slot), similarities[slot], alignments[slot], table, firstColumn);
      }
    }
  }

  private float lengthWeight(int session) {
    return lengthWeights[Math.min(index.sessions().length(session), DISTANCE_MAX)];
  }

  /** Adds a playlist track's weight to the sessions where it occurred, once for each session. */
  private void gather(int track, int age) {
    int newestSession = index.sessions().size();
    double idf = Math.log((double) newestSession / Math.max(1, index.count(track)));
    float weight =
        positionWeights[Math.min(age, positionWeights.length - 1)]
            * (float) Math.pow(Math.max(idf, 0), settings.idfExponent());
    int start = index.postingsStart(track);
    int end = Math.min(index.postingsEnd(track), start + settings.occurrences());
    int previous = -1;
    for (int posting = start; posting < end; posting++) {
      int event = index.event(posting);
      int session = index.sessions().sessionOf(event);
      if (session == previous) {
        continue;
      }
      previous = session;
      int known = found.size();
      int slot = found.slot(session);
      if (slot == known) {
        if (slot == similarities.length) {
          similarities = Arrays.copyOf(similarities, 2 * slot);
          alignments = Arrays.copyOf(alignments, 2 * slot);
        }
        similarities[slot] = weight;
        alignments[slot] = event;
      } else {
        similarities[slot] += weight;
      }
    }
  }

  /** The similarity that the last of the neighbours has. */
  private float threshold(int count) {
    if (count <= settings.neighbours()) {
      return 0;
    }
    float[] sorted = Arrays.copyOf(similarities, count);
    Arrays.sort(sorted);
    return sorted[count - settings.neighbours()];
  }

  private void spread(
      int session, float similarity, int alignment, CandidateTable table, int firstColumn) {
    int[] tracks = index.sessions().tracks();
    int end = index.sessions().end(session);
    for (int event = index.sessions().start(session); event < end; event++) {
      int slot = table.slot(tracks[event]);
      table.add(firstColumn, slot, similarity);
      int distance = event - alignment;
      if (distance > 0) {
        table.add(
            firstColumn + 1, slot, similarity * forwardWeights[Math.min(distance, DISTANCE_MAX)]);
        if (distance == 1) {
          table.add(firstColumn + 2, slot, similarity);
        }
      } else if (distance < 0) {
        table.add(
            firstColumn + 1, slot, similarity * backwardWeights[Math.min(-distance, DISTANCE_MAX)]);
      }
    }
  }
}
