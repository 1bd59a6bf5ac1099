package io.segue.trainer.ranking;

import io.segue.recommender.sessions.Sessions;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Sessions cut in two by time. A random cut would flatter: neighbouring sessions in time share
 * tracks, fashions and listeners.
 *
 * @param past the sessions before the cut: what may be learnt from
 * @param future those after it, without the tracks that the past does not know, and without
 *     sessions that are too short then to ask anything of
 * @param weights what each event of the future counts as an answer; empty when all count 1
 */
@SuppressWarnings("ArrayRecordComponent") // compact storage; never compared
public record TimeSplit(Sessions past, Sessions future, float[] weights) {

  /** Which events of a session are asked for. */
  public enum Asked {
    /** Each but the first. */
    EACH,
    /** The last one only. */
    LAST;

    /** Few sessions have too few last events to learn from: then each event is asked for. */
    private static final int SESSIONS_MIN = 2_000;

    /** Which events of these sessions are asked for. */
    Asked of(Sessions sessions) {
      return sessions.size() < SESSIONS_MIN ? EACH : this;
    }
  }

  /**
   * Cuts.
   *
   * @param tracks how many tracks there are
   * @param cut the first session of the future
   * @param end the first session after the future
   */
  public static TimeSplit at(Sessions sessions, int tracks, int cut, int end) {
    return at(sessions, new float[0], tracks, cut, end);
  }

  /**
   * Cuts sessions whose events do not all count the same as answers.
   *
   * @param weights what each event counts; empty when all count 1
   */
  static TimeSplit at(Sessions sessions, float[] weights, int tracks, int cut, int end) {
    Sessions past = sessions.range(0, cut);
    boolean[] known = new boolean[tracks];
    for (int track : past.tracks()) {
      known[track] = true;
    }
    int[] kept = new int[sessions.end(end - 1) - sessions.start(cut)];
    float[] keptWeights = new float[weights.length == 0 ? 0 : kept.length];
    int[] starts = new int[end - cut + 1];
    int events = 0;
    int size = 0;
    for (int session = cut; session < end; session++) {
      for (int event = sessions.start(session); event < sessions.end(session); event++) {
        if (known[sessions.tracks()[event]]) {
          if (keptWeights.length > 0) {
            keptWeights[events] = weights[event];
          }
          kept[events++] = sessions.tracks()[event];
        }
      }
      if (events - starts[size] >= 2) {
        starts[++size] = events;
      } else {
        events = starts[size];
      }
    }
    return new TimeSplit(
        past,
        new Sessions(Arrays.copyOf(kept, events), Arrays.copyOf(starts, size + 1)),
        Arrays.copyOf(keptWeights, Math.min(keptWeights.length, events)));
  }

  /** What an event of the future counts as an answer. */
  float weight(int event) {
    return weights.length == 0 ? 1 : weights[event];
  }

  /**
   * The cases that the future holds: each event but a session's first is an answer, and the events
   * before it in its session are the question.
   *
   * @param asked which of them
   * @param casesMax how many are drawn at most
   * @return the answers' events, ascending
   */
  public int[] cases(Asked asked, int casesMax, long seed) {
    int[] cases = new int[future.events() - future.size()];
    int size = 0;
    for (int session = 0; session < future.size(); session++) {
      int first = asked == Asked.LAST ? future.end(session) - 1 : future.start(session) + 1;
      for (int event = first; event < future.end(session); event++) {
        cases[size++] = event;
      }
    }
    cases = Arrays.copyOf(cases, size);
    if (size <= casesMax) {
      return cases;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < casesMax; i++) {
      int other = i + random.nextInt(size - i);
      int swapped = cases[i];
      cases[i] = cases[other];
      cases[other] = swapped;
    }
    int[] drawn = Arrays.copyOf(cases, casesMax);
    Arrays.sort(drawn);
    return drawn;
  }
}
