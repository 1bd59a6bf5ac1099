package io.segue.schemas;

import java.util.Arrays;

/**
 * One playlist as its events change it, in place and with numbers for tracks: what {@link
 * PlaylistHistory} does, for whoever folds millions of events and needs the tracks and their times
 * only. {@code PlaylistFoldTest} holds the two together.
 *
 * <p>About 20 bytes a track. Not thread-safe.
 */
public final class PlaylistFold {

  private static final int MINUTE_MS = 60_000;

  private final int tracksMax;
  private final int appliedEventsMax;
  private int[] tracks = new int[4];
  private int[] minutes = new int[4];
  private int[] shownAt = new int[4];
  private int size;
  private long[] applied = new long[4];
  private int appliedSize;

  /**
   * @param tracksMax as {@link PlaylistHistory#PlaylistHistory} takes it
   */
  public PlaylistFold(int tracksMax) {
    if (tracksMax < 1) {
      throw new IllegalArgumentException("tracksMax must be at least 1, not " + tracksMax);
    }
    this.tracksMax = tracksMax;
    this.appliedEventsMax = Math.multiplyExact(PlaylistHistory.APPLIED_EVENTS_PER_TRACK, tracksMax);
  }

  /**
   * Applies an event.
   *
   * @param track the number of the event's track
   * @throws IllegalArgumentException when the event's action is unknown to this version of Segue
   */
  public void apply(PlaylistEvent event, int track) {
    apply(event, track, 0);
  }

  /**
   * Applies an event whose track may have been recommended.
   *
   * @param track the number of the event's track
   * @param rank at which rank it was shown before the event, from 1; 0 when it was not
   * @throws IllegalArgumentException when the event's action is unknown to this version of Segue
   */
  public void apply(PlaylistEvent event, int track, int rank) {
    long fingerprint = PlaylistHistory.fingerprint(event.getEventId());
    for (int i = 0; i < appliedSize; i++) {
      if (applied[i] == fingerprint) {
        return;
      }
    }
    switch (event.getAction()) {
      case ADD, PLAY -> add(track, (int) (event.getOccurredAt().toEpochMilli() / MINUTE_MS), rank);
      case REMOVE -> remove(track);
      case SKIP -> {
        // Only what the playlist skipped changes, and that is not kept here.
      }
      case UNKNOWN ->
          throw new IllegalArgumentException(
              "event "
                  + event.getEventId()
                  + " has an action that this version of Segue does not know");
    }
    remember(fingerprint);
  }

  private void add(int track, int minute, int rank) {
    if (size == tracksMax) {
      System.arraycopy(tracks, 1, tracks, 0, size - 1);
      System.arraycopy(minutes, 1, minutes, 0, size - 1);
      System.arraycopy(shownAt, 1, shownAt, 0, size - 1);
      size--;
    } else if (size == tracks.length) {
      int longer = Math.min(tracksMax, size + size / 2);
      tracks = Arrays.copyOf(tracks, longer);
      minutes = Arrays.copyOf(minutes, longer);
      shownAt = Arrays.copyOf(shownAt, longer);
    }
    tracks[size] = track;
    shownAt[size] = rank;
    minutes[size++] = minute;
  }

  private void remove(int track) {
    int latest = size - 1;
    while (latest >= 0 && tracks[latest] != track) {
      latest--;
    }
    if (latest >= 0) {
      System.arraycopy(tracks, latest + 1, tracks, latest, size - latest - 1);
      System.arraycopy(minutes, latest + 1, minutes, latest, size - latest - 1);
      System.arraycopy(shownAt, latest + 1, shownAt, latest, size - latest - 1);
      size--;
    }
  }

  private void remember(long fingerprint) {
    if (appliedSize == appliedEventsMax) {
      System.arraycopy(applied, 1, applied, 0, appliedSize - 1);
      appliedSize--;
    } else if (appliedSize == applied.length) {
      applied = Arrays.copyOf(applied, appliedSize + appliedSize / 2);
    }
    applied[appliedSize++] = fingerprint;
  }

  /** The tracks' numbers, oldest first. */
  public int[] tracks() {
    return Arrays.copyOf(tracks, size);
  }

  /** When each of the tracks came, in minutes since 1970. */
  public int[] minutes() {
    return Arrays.copyOf(minutes, size);
  }

  /** At which rank each of the tracks was shown before it came, from 1; 0 where it was not. */
  public int[] shownAt() {
    return Arrays.copyOf(shownAt, size);
  }
}
