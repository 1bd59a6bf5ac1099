package io.segue.recommender.retrieval;

import io.segue.recommender.sessions.SessionIndex;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several ways of looking at the same neighbouring sessions, and what of it does not depend on the
 * query. Immutable; shared by all threads.
 *
 * <p>Memory: 4 bytes a session and view, the number of views rounded up to a multiple of {@link
 * #LANES}.
 */
public final class NeighbourViews {

  /** How many views are added up at once. */
  static final int LANES = 4;

  private static final int DISTANCE_MAX = 64;
  private static final int AGE_MAX = 255;

  private final SessionIndex index;
  private final List<NeighbourSettings> settings;
  private final int stride;
  private final float[] sessionWeights;
  private final float[][] positionWeights;
  private final float[][] forwardWeights;
  private final float[][] backwardWeights;

  /**
   * Views of an index.
   *
   * @param settings one for each view; all with the same number of occurrences
   * @throws IllegalArgumentException when they look at different numbers of occurrences
   */
  public NeighbourViews(SessionIndex index, List<NeighbourSettings> settings) {
    if (settings.stream().mapToInt(NeighbourSettings::occurrences).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "views that share a search look at the same number of occurrences, 1 view at least");
    }
    this.index = index;
    this.settings = List.copyOf(settings);
    this.stride = Math.ceilDiv(settings.size(), LANES) * LANES;
    this.sessionWeights = new float[Math.multiplyExact(index.sessions().size(), stride)];
    this.positionWeights = new float[settings.size()][AGE_MAX + 1];
    this.forwardWeights = new float[settings.size()][];
    this.backwardWeights = new float[settings.size()][];
    int longest = 0;
    for (int session = 0; session < index.sessions().size(); session++) {
      longest = Math.max(longest, index.sessions().length(session));
    }
    for (int view = 0; view < settings.size(); view++) {
      weighPlaces(view, settings.get(view), longest);
      weighSessions(view, settings.get(view));
    }
  }

  private void weighPlaces(int view, NeighbourSettings of, int longest) {
    for (int age = 0; age <= AGE_MAX; age++) {
      positionWeights[view][age] = (float) Math.exp(-age / of.positionDecay());
    }
    float[] forward = new float[longest + 1];
    float[] backward = new float[longest + 1];
    for (int distance = 1; distance <= longest; distance++) {
      forward[distance] =
          (float) Math.pow(Math.min(distance, DISTANCE_MAX), -of.distanceExponent());
      backward[distance] = (float) of.backwardWeight() * forward[distance];
    }
    forwardWeights[view] = forward;
    backwardWeights[view] = backward;
  }

  private void weighSessions(int view, NeighbourSettings of) {
    float[] lengthWeights = new float[DISTANCE_MAX + 1];
    for (int length = 1; length <= DISTANCE_MAX; length++) {
      lengthWeights[length] = (float) Math.pow(length, -of.lengthExponent());
    }
    int sessions = index.sessions().size();
    float ageScale = (float) (1 / (of.ageDecay() * Math.max(1, sessions)));
    for (int session = 0; session < sessions; session++) {
      int age = sessions - 1 - session;
      sessionWeights[session * stride + view] =
          lengthWeights[Math.min(index.sessions().length(session), DISTANCE_MAX)]
              * (float) Math.exp(-age * ageScale);
    }
  }

  /**
   * Settings in groups of neighbours in the list that can share a search, in their order.
   *
   * @return views of each group
   */
  public static List<NeighbourViews> of(SessionIndex index, List<NeighbourSettings> settings) {
    int[] starts = new int[settings.size() + 1];
    int groups = 0;
    for (int view = 1; view <= settings.size(); view++) {
      if (view == settings.size()
          || settings.get(view).occurrences() != settings.get(view - 1).occurrences()) {
        starts[++groups] = view;
      }
    }
    int[] ends = Arrays.copyOf(starts, groups + 1);
    return IntStream.range(0, groups)
        .mapToObj(i -> new NeighbourViews(index, settings.subList(ends[i], ends[i + 1])))
        .toList();
  }

  SessionIndex index() {
    return index;
  }

  int size() {
    return settings.size();
  }

  NeighbourSettings settings(int view) {
    return settings.get(view);
  }

  /** The distance between a session's weights, or a slot's similarities, and the next one's. */
  int stride() {
    return stride;
  }

  /** What a session's similarity is multiplied by, by session and view. */
  float[] sessionWeights() {
    return sessionWeights;
  }

  /** What a playlist's track of that age weighs. */
  float positionWeight(int view, int age) {
    return positionWeights[view][Math.min(age, AGE_MAX)];
  }

  /** What a track weighs so many events after the alignment; as long as the longest session. */
  float[] forwardWeights(int view) {
    return forwardWeights[view];
  }

  /** The same before it. */
  float[] backwardWeights(int view) {
    return backwardWeights[view];
  }
}
