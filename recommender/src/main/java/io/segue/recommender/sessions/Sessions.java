package io.segue.recommender.sessions;

import java.util.Arrays;

/**
 * Sessions (playlists, shopping trips) in order of time, oldest first, one after the other in one
 * array: session {@code s} is {@code tracks[starts[s]]} to {@code tracks[starts[s + 1] - 1]}, its
 * own tracks oldest first. The two sessions (7, 8, 9) and (8, 7) are {@code tracks = {7, 8, 9, 8,
 * 7}, starts = {0, 3, 5}}.
 *
 * <p>The arrays are neither copied nor written to; whoever holds them must leave them alone.
 *
 * @param tracks track numbers, 0 or greater
 * @param starts where each session starts, and at last the number of events; not decreasing
 */
@SuppressWarnings("ArrayRecordComponent") // compact storage of millions of events; never compared
public record Sessions(int[] tracks, int[] starts) {

  /**
   * Checks the starts.
   *
   * @throws IllegalArgumentException when they do not divide the tracks
   */
  public Sessions {
    if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != tracks.length) {
      throw new IllegalArgumentException(
          "starts must begin with 0 and end with the number of events, " + tracks.length);
    }
    for (int s = 1; s < starts.length; s++) {
      if (starts[s] < starts[s - 1]) {
        throw new IllegalArgumentException("session " + (s - 1) + " ends before it starts");
      }
    }
  }

  /** Copies sessions given one by one. */
  public static Sessions of(int[]... sessions) {
    int[] starts = new int[sessions.length + 1];
    for (int s = 0; s < sessions.length; s++) {
      starts[s + 1] = starts[s] + sessions[s].length;
    }
    int[] tracks = new int[starts[sessions.length]];
    for (int s = 0; s < sessions.length; s++) {
      System.arraycopy(sessions[s], 0, tracks, starts[s], sessions[s].length);
    }
    return new Sessions(tracks, starts);
  }

  /** How many sessions there are. */
  public int size() {
    return starts.length - 1;
  }

  /** How many events there are in all sessions. */
  public int events() {
    return tracks.length;
  }

  /** Where a session starts in {@link #tracks()}. */
  public int start(int session) {
    return starts[session];
  }

  /** Where a session ends in {@link #tracks()}, exclusively. */
  public int end(int session) {
    return starts[session + 1];
  }

  /** How many events a session has. */
  public int length(int session) {
    return starts[session + 1] - starts[session];
  }

  /** The session of an event, in logarithmic time. */
  public int sessionOf(int event) {
    int low = 0;
    int high = size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= event) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** A copy of the sessions from one to another, exclusively. */
  public Sessions range(int from, int to) {
    int[] rangeStarts = Arrays.copyOfRange(starts, from, to + 1);
    int offset = rangeStarts[0];
    for (int s = 0; s < rangeStarts.length; s++) {
      rangeStarts[s] -= offset;
    }
    return new Sessions(Arrays.copyOfRange(tracks, offset, starts[to]), rangeStarts);
  }
}
