package io.segue.app.playlists;

import org.jspecify.annotations.Nullable;

/**
 * Proves which events a copy of a store holds at least. Kafka Streams tells how far a copy has come
 * in the store's changelog; callers want to know how far that is in {@code playlist-events}.
 *
 * <p>The stream commits its position in {@code playlist-events} and its changes of the changelog in
 * one transaction. So when position {@code c} is committed and the changelog's end is asked for
 * <em>afterwards</em>, every change up to {@code c} lies before that end, and a copy that has come
 * so far holds {@code c}. Three steps make a proof, each with figures that were asked for after
 * those of the step before:
 *
 * <ol>
 *   <li>{@link #claim}: {@code c}, and the changelog's end with whatever open transactions;
 *   <li>{@link #settle}: the end without them has passed that one, so it is decided what of it
 *       counts. The record before it is the marker with which the transaction was ended, for each
 *       partition of a changelog has one writer at a time;
 *   <li>{@link #reached}: the copy has come to that marker.
 * </ol>
 *
 * <p>What a copy held it holds no more when its store was thrown away: {@link #restarted} is told
 * so at once, by the thread that does it. Thread-safe.
 */
final class CopyPosition {

  private static final long NONE = Long.MIN_VALUE;

  private long claimed = NONE;
  private long openEnd = NONE;
  private long marker = NONE;
  private long lastReached = NONE;
  private long provenMarker = NONE;
  private volatile @Nullable Long proven;

  /**
   * The first step, unless a proof is under way.
   *
   * @param committed the group's committed position in {@code playlist-events}
   * @param changelogEnd the changelog's end with open transactions, asked for afterwards
   */
  synchronized void claim(long committed, long changelogEnd) {
    if (claimed == NONE) {
      claimed = committed;
      openEnd = changelogEnd;
    }
  }

  /** The second step: the changelog's end without open transactions. */
  synchronized void settle(long stableEnd) {
    if (claimed != NONE && marker == NONE && stableEnd >= openEnd) {
      marker = stableEnd - 1;
    }
  }

  /** The third step: how far the copy has come in the changelog. */
  synchronized void reached(long position) {
    if (position < lastReached) { // the store was thrown away and begins anew
      proven = null;
    }
    lastReached = position;
    if (marker != NONE && position >= marker) {
      Long before = proven;
      proven = before == null ? claimed : Math.max(before, claimed);
      provenMarker = marker;
      forgetClaim();
    }
  }

  /**
   * The copy goes on from a place in the changelog, or begins anew there. What was claimed before
   * is not proven by positions that were asked for before.
   */
  synchronized void restarted(long position) {
    if (position < provenMarker) {
      proven = null;
      provenMarker = NONE;
    }
    forgetClaim();
  }

  private void forgetClaim() {
    claimed = NONE;
    openEnd = NONE;
    marker = NONE;
  }

  /** The copy holds all events before that offset; null while nothing is proven. */
  @Nullable Long proven() {
    return proven;
  }
}
