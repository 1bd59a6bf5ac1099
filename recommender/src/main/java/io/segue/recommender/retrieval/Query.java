package io.segue.recommender.retrieval;

import java.util.Arrays;

/**
 * The tracks of a playlist, by number, as the sources read them: newest first. <em>Age</em> 0 is
 * the latest track, age 1 the one before it. Working memory, filled anew for each query; belongs to
 * one thread at a time.
 */
public final class Query {

  private final int tracksMax;
  private final IntSlots distinct = new IntSlots();
  private int[] tracks = new int[64];
  private int[] ages = new int[64];
  private int[] counts = new int[64];
  private int size;
  private LiveEvidence live = LiveEvidence.NONE;

  /**
   * An empty query.
   *
   * @param tracksMax how many of the latest tracks are read; older ones are ignored
   */
  public Query(int tracksMax) {
    this.tracksMax = tracksMax;
  }

  /** Reads a playlist that is to be judged by the model alone. */
  public void read(int[] playlist, int from, int to) {
    read(playlist, from, to, LiveEvidence.NONE);
  }

  /**
   * Reads a playlist.
   *
   * @param playlist the array that holds it, oldest track first; negative numbers are tracks that
   *     are not known, which are left out
   * @param from where the playlist starts
   * @param to where it ends, exclusively
   * @param evidence what the sources take into account besides the model
   */
  public void read(int[] playlist, int from, int to, LiveEvidence evidence) {
    live = evidence;
    distinct.clear();
    size = 0;
    for (int i = to - 1; i >= from && size < tracksMax; i--) {
      if (playlist[i] >= 0) {
        append(playlist[i]);
      }
    }
  }

  private void append(int track) {
    if (size == tracks.length) {
      tracks = Arrays.copyOf(tracks, 2 * size);
      ages = Arrays.copyOf(ages, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    int known = distinct.size();
    int slot = distinct.slot(track);
    if (slot == known) {
      ages[slot] = size;
      counts[slot] = 0;
    }
    counts[slot]++;
    tracks[size++] = track;
  }

  /** What the sources take into account besides the model; knows the fresh tracks of the query. */
  public LiveEvidence live() {
    return live;
  }

  /** How many tracks there are, repeats included. */
  public int size() {
    return size;
  }

  /** The track of an age. */
  public int track(int age) {
    return tracks[age];
  }

  /** How many different tracks there are. */
  public int distinctSize() {
    return distinct.size();
  }

  /** One of the different tracks; the one heard latest is number 0. */
  public int distinctTrack(int number) {
    return distinct.key(number);
  }

  /** The age of a track's latest occurrence, by its number among the different tracks. */
  public int distinctAge(int number) {
    return ages[number];
  }

  /** How often a track occurs, by its number among the different tracks. */
  public int distinctCount(int number) {
    return counts[number];
  }

  /** The number of a track among the different ones, or {@link IntSlots#NONE}. */
  public int find(int track) {
    return distinct.find(track);
  }
}
