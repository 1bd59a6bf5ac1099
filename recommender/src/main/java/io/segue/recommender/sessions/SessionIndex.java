package io.segue.recommender.sessions;

import java.util.Arrays;

/**
 * Where each track occurs in past sessions, newest occurrence first: the index of VMIS-kNN
 * (Kersbergen, Sprangers, Schelter: "Serenade", SIGMOD 2022), which keeps only the most recent
 * occurrences of each track, so that a query's work is bounded however popular its tracks are.
 *
 * <p>An <em>event</em> is the place of an occurrence in {@link Sessions#tracks()}. Postings are
 * events, not sessions, so that a neighbouring session's tracks can be weighed by their distance
 * from the track that both have in common, and so that what follows what needs no table of its own.
 *
 * <p>Memory: 12 bytes an event (its track, its posting, its posting's session) and 8 bytes a track
 * and a session. Immutable; read by any number of threads.
 */
public final class SessionIndex {

  private final Sessions sessions;
  private final int occurrencesMax;
  private final int[] counts;
  private final int[] postingStarts;
  private final int[] postings;
  private final int[] postingSessions;

  /**
   * Indexes sessions.
   *
   * @param sessions oldest first
   * @param tracks how many tracks there are; all track numbers are below this
   * @param occurrencesMax how many occurrences of each track are kept, the most recent ones; 1 or
   *     more
   * @throws IllegalArgumentException when a session has a track that there is not
   */
  public SessionIndex(Sessions sessions, int tracks, int occurrencesMax) {
    if (occurrencesMax < 1) {
      throw new IllegalArgumentException(
          "at least 1 occurrence of each track is kept, not " + occurrencesMax);
    }
    for (int track : sessions.tracks()) {
      if (track < 0 || track >= tracks) {
        throw new IllegalArgumentException(
            "a session has the track %d, and there are %d".formatted(track, tracks));
      }
    }
    this.sessions = sessions;
    this.occurrencesMax = occurrencesMax;
    this.counts = new int[tracks];
    for (int track : sessions.tracks()) {
      counts[track]++;
    }
    this.postingStarts = new int[tracks + 1];
    for (int track = 0; track < tracks; track++) {
      postingStarts[track + 1] = postingStarts[track] + Math.min(counts[track], occurrencesMax);
    }
    this.postings = new int[postingStarts[tracks]];
    this.postingSessions = new int[postings.length];
    int[] filled = postingStarts.clone();
    for (int session = sessions.size() - 1; session >= 0; session--) {
      for (int event = sessions.end(session) - 1; event >= sessions.start(session); event--) {
        int track = sessions.tracks()[event];
        if (filled[track] < postingStarts[track + 1]) {
          postingSessions[filled[track]] = session;
          postings[filled[track]++] = event;
        }
      }
    }
  }

  /** The sessions that are indexed. */
  public Sessions sessions() {
    return sessions;
  }

  /** How many occurrences of each track are kept at most. */
  public int occurrencesMax() {
    return occurrencesMax;
  }

  /** How many tracks there are. */
  public int tracks() {
    return counts.length;
  }

  /**
   * How often a track occurs, whether or not all of its occurrences are kept; 0 for one that the
   * index does not have.
   */
  public int count(int track) {
    return track < counts.length ? counts[track] : 0;
  }

  /** The tracks that occur most, the most frequent first, of equal ones the lower number first. */
  public int[] mostFrequent(int tracksMax) {
    long[] order = new long[counts.length];
    for (int track = 0; track < order.length; track++) {
      order[track] = (long) -counts[track] << 32 | track;
    }
    Arrays.sort(order);
    int[] tracks = new int[Math.min(tracksMax, order.length)];
    for (int i = 0; i < tracks.length; i++) {
      tracks[i] = (int) order[i];
    }
    return tracks;
  }

  /** Where a track's postings start; where they end, for one that the index does not have. */
  public int postingsStart(int track) {
    return postingStarts[Math.min(track, counts.length)];
  }

  /** Where a track's postings end, exclusively. */
  public int postingsEnd(int track) {
    return postingStarts[Math.min(track + 1, counts.length)];
  }

  /** The event at a place among the postings; a track's newest comes first. */
  public int event(int posting) {
    return postings[posting];
  }

  /** The session of the event at a place among the postings. */
  public int session(int posting) {
    return postingSessions[posting];
  }

  /** The bytes that the index takes, its sessions included. */
  public long bytes() {
    return 4L
        * ((long) sessions.events()
            + 2L * postings.length
            + sessions.size()
            + counts.length
            + postingStarts.length);
  }

  /** The bytes that the index takes for each event that it holds; 0 when it holds none. */
  public double bytesPerEvent() {
    return sessions.events() == 0 ? 0 : (double) bytes() / sessions.events();
  }
}
