package io.segue.recommender.live;

import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.neighbours.RowFilter;
import io.segue.recommender.retrieval.LiveEvidence;
import io.segue.recommender.retrieval.Query;
import io.segue.recommender.vectors.VectorMath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt since one model was trained, in that model's numbers and in its latent space: a
 * segment is made for a model and never outlives it, so two spaces cannot meet in one answer.
 *
 * <ul>
 *   <li>Rules: the occurrences of tracks after others, each weighing {@link LiveSettings#weight()}
 *       times two to the power of minus its age in half-lives. Ages are counted from the newest
 *       occurrence that the segment has seen, so that no clock is needed.
 *   <li>Fresh tracks: those that the model does not know. Such a track is folded in at the mean of
 *       the vectors of the tracks that it was heard with, nearer ones weighing more, and of its
 *       artist's (what Rendle and Schmidt-Thieme, RecSys 2008, do for new users). They are scanned
 *       one by one, since they are few.
 * </ul>
 *
 * <p>Bounded: fresh tracks by {@link LiveSettings#freshMax()}, after which others are not taken up
 * ({@link #isFull}); rules by what is {@linkplain #replace told}, which is the teller's to bound.
 *
 * <p>One thread learns at a time; any number of threads read meanwhile. What they read of one track
 * is of one moment.
 */
public final class LiveSegment implements LiveEvidence {

  /** What of the room for fresh tracks is taken when a segment is filled. */
  private static final double FRESH_SHARE = 0.75;

  private static final int PREDECESSORS_MAX = 64;
  private static final int COMPANIONS_MAX = 8;

  private final LatentSpace space;
  private final LiveSettings settings;
  private final Map<Integer, Successors> successors = new ConcurrentHashMap<>();
  private final Map<Integer, int[]> predecessors = new ConcurrentHashMap<>();
  private final Map<String, Integer> freshNumbers = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable FreshTrack> fresh;
  private volatile int freshCount;
  private volatile boolean full;
  private volatile long newestMs;

  /** A segment that has learnt nothing yet. */
  public LiveSegment(LatentSpace space, LiveSettings settings) {
    this.space = space;
    this.settings = settings;
    this.fresh = new AtomicReferenceArray<>(settings.freshMax());
  }

  /**
   * Learns what followed a track, in place of what was told of the track before.
   *
   * @param trackId the track
   * @param occurrences what followed it since the model was trained, the latest last; empty to
   *     forget it
   */
  public void replace(String trackId, List<LiveOccurrence> occurrences) {
    int track = occurrences.isEmpty() ? number(trackId) : numberOrFresh(trackId);
    if (track < 0) {
      return;
    }
    // The latest first: if there is not room for all, theirs is the first claim.
    long newest = newestMs;
    for (int i = occurrences.size() - 1; i >= 0; i--) {
      newest = Math.max(newest, occurrences.get(i).atMs());
      numberOrFresh(occurrences.get(i).successor());
    }
    newestMs = newest;
    Successors now = Successors.of(occurrences, this::numberOrFresh);
    Successors before = now.size() == 0 ? successors.remove(track) : successors.put(track, now);
    int[] changed = distinct(now, before == null ? Successors.NONE : before);
    for (int other : changed) {
      relink(track, other, now);
    }
    refold(track);
    for (int other : changed) {
      refold(other);
    }
  }

  /**
   * Learns what followed tracks, those first of which the latest was told, as long as there is room
   * for fresh tracks: three quarters of it are filled, and of further tracks only those are learnt
   * that have numbers. So whoever finds a segment {@linkplain #isFull full} makes another one and
   * fills it, and the fresh tracks that were heard of longest ago give way.
   */
  public void fill(Iterable<Told> latestFirst) {
    for (Told told : latestFirst) {
      if (freshCount < FRESH_SHARE * settings.freshMax()) {
        replace(told.trackId(), told.occurrences());
      } else if (number(told.trackId()) >= 0) {
        replace(
            told.trackId(),
            told.occurrences().stream()
                .filter(occurrence -> number(occurrence.successor()) >= 0)
                .toList());
      }
    }
  }

  /**
   * What followed a track.
   *
   * @param trackId the track
   * @param occurrences as in {@link #replace}
   */
  public record Told(String trackId, List<LiveOccurrence> occurrences) {}

  private static int[] distinct(Successors now, Successors before) {
    int[] all = Arrays.copyOf(now.others(), now.size() + before.size());
    System.arraycopy(before.others(), 0, all, now.size(), before.size());
    return Arrays.stream(all).distinct().toArray();
  }

  /** Notes that a track does, or does not any more, come before another one. */
  private void relink(int track, int other, Successors now) {
    boolean follows = Arrays.stream(now.others()).anyMatch(o -> o == other);
    int[] linked = predecessors.getOrDefault(other, new int[0]);
    int[] without = Arrays.stream(linked).filter(p -> p != track).toArray();
    if (!follows) {
      if (without.length == 0) {
        predecessors.remove(other);
      } else {
        predecessors.put(other, without);
      }
      return;
    }
    int from = Math.max(0, without.length + 1 - PREDECESSORS_MAX);
    int[] with = Arrays.copyOfRange(without, from, without.length + 1);
    with[with.length - 1] = track;
    predecessors.put(other, with);
  }

  /** The number of a track, of the model's or a fresh one's; -1 when it has none. */
  public int number(String trackId) {
    int known = space.numbers().applyAsInt(trackId);
    return known >= 0 ? known : freshNumbers.getOrDefault(trackId, -1);
  }

  private int numberOrFresh(String trackId) {
    int number = number(trackId);
    if (number >= 0) {
      return number;
    }
    int place = freshCount;
    if (place == settings.freshMax()) {
      full = settings.freshMax() > 0;
      return -1;
    }
    number = space.tracks() + place;
    int artist = space.artists().applyAsInt(trackId);
    fresh.set(place, new FreshTrack(trackId, number, artist, new int[0], null, 0));
    freshCount = place + 1;
    freshNumbers.put(trackId, number);
    return number;
  }

  /** Whether there are fresh tracks for which there was no room. */
  public boolean isFull() {
    return full;
  }

  /** How many fresh tracks there are, those included that are not recommended yet. */
  public int freshCount() {
    return freshCount;
  }

  /** Of how many tracks it is known what followed them. */
  public int ruleCount() {
    return successors.size();
  }

  /** Whether a number is that of a fresh track. */
  public boolean isFresh(int track) {
    return track >= space.tracks();
  }

  /** The id of a fresh track. */
  public String idOf(int freshTrack) {
    return get(freshTrack).id();
  }

  /** The vector of a fresh track, of length 1 and of the model's stride; null when it has none. */
  public float @Nullable [] vectorOf(int freshTrack) {
    return get(freshTrack).vector();
  }

  /** Whether a fresh track was wanted in enough playlists to be recommended. */
  public boolean isRecommendable(int freshTrack) {
    return get(freshTrack).playlists() >= settings.freshPlaylistsMin();
  }

  private FreshTrack get(int freshTrack) {
    FreshTrack found = fresh.get(freshTrack - space.tracks());
    if (found == null) {
      throw new IllegalArgumentException("there is no fresh track " + freshTrack);
    }
    return found;
  }

  @Override
  public int artistOf(int freshTrack) {
    return get(freshTrack).artist();
  }

  @Override
  public int[] companions(int freshTrack) {
    return get(freshTrack).companions();
  }

  @Override
  public int count(int track) {
    return successors.getOrDefault(track, Successors.NONE).followed();
  }

  @Override
  public void following(int track, OccurrenceVisitor visitor) {
    Successors row = successors.getOrDefault(track, Successors.NONE);
    for (int i = 0; i < row.size(); i++) {
      if (mayBeProposed(row.others()[i])) {
        visit(row, i, row.others()[i], visitor);
      }
    }
  }

  @Override
  public void preceding(int track, OccurrenceVisitor visitor) {
    for (int before : predecessors.getOrDefault(track, new int[0])) {
      Successors row = successors.getOrDefault(before, Successors.NONE);
      for (int i = 0; i < row.size() && mayBeProposed(before); i++) {
        if (row.others()[i] == track) {
          visit(row, i, before, visitor);
        }
      }
    }
  }

  private boolean mayBeProposed(int track) {
    return !isFresh(track) || isRecommendable(track);
  }

  private void visit(Successors row, int i, int other, OccurrenceVisitor visitor) {
    double age = Math.max(0, newestMs - row.times()[i]) / settings.halfLifeMs();
    float weight = (float) (settings.weight() * Math.pow(2, -age));
    int distance = row.distances()[i];
    visitor.visit(other, Math.abs(distance), distance < 0 ? -weight : weight);
  }

  /** Makes a fresh track anew of what is known of it now. */
  private void refold(int track) {
    if (isFresh(track)) {
      FreshTrack before = get(track);
      // The catalogue may come to know a track later than the playlists do.
      int artist = before.artist() >= 0 ? before.artist() : space.artists().applyAsInt(before.id());
      Companions with = new Companions();
      Successors after = successors.getOrDefault(track, Successors.NONE);
      for (int i = 0; i < after.size(); i++) {
        with.add(after.others()[i], after.distances()[i], after.playlists()[i]);
      }
      for (int other : predecessors.getOrDefault(track, new int[0])) {
        Successors row = successors.getOrDefault(other, Successors.NONE);
        for (int i = 0; i < row.size(); i++) {
          if (row.others()[i] == track) {
            with.add(other, row.distances()[i], row.playlists()[i]);
          }
        }
      }
      fresh.set(
          track - space.tracks(),
          new FreshTrack(
              before.id(),
              track,
              artist,
              with.nearest(COMPANIONS_MAX, space.tracks()),
              with.vector(space, artist, settings.artistPrior()),
              with.playlists()));
    }
  }

  /** The playlist's vector, of length 1; null when none of its last tracks has one. */
  private float @Nullable [] encode(Query query) {
    int stride = space.vectors().stride();
    float[] vector = new float[stride];
    boolean any = false;
    float weight = 1;
    for (int age = 0; age < Math.min(query.size(), space.lastTracks()); age++) {
      int track = query.track(age);
      float[] freshVector = isFresh(track) ? vectorOf(track) : null;
      if (freshVector != null) {
        VectorMath.addScaled(vector, 0, freshVector, 0, weight, stride);
        any = true;
      } else if (track < space.vectors().rows()) {
        VectorMath.addScaled(
            vector, 0, space.vectors().values(), space.vectors().offset(track), weight, stride);
        any = true;
      }
      weight *= space.decay();
    }
    VectorMath.normalise(vector, 0, stride);
    return any ? vector : null;
  }

  @Override
  public int[] nearest(Query query) {
    float[] vector = freshCount == 0 || settings.freshProposed() == 0 ? null : encode(query);
    return vector == null
        ? new int[0]
        : search(vector, settings.freshProposed(), track -> true).rows();
  }

  /**
   * The fresh tracks that may be recommended and are nearest to a vector of the model's space, as
   * in {@link io.segue.recommender.neighbours.NeighbourIndex#search}; rows are track numbers.
   */
  public Neighbours search(float[] query, int k, RowFilter filter) {
    int count = freshCount;
    long[] best = new long[count];
    int size = 0;
    for (int place = 0; place < count; place++) {
      FreshTrack track = fresh.get(place);
      float[] vector = track == null ? null : track.vector();
      if (track != null
          && vector != null
          && track.playlists() >= settings.freshPlaylistsMin()
          && filter.accepts(track.number())) {
        float score = VectorMath.dot(vector, 0, query, 0, query.length);
        best[size++] = (long) descending(score) << 32 | track.number();
      }
    }
    Arrays.sort(best, 0, size);
    int found = Math.min(k, size);
    int[] rows = new int[found];
    float[] scores = new float[found];
    for (int i = 0; i < found; i++) {
      rows[i] = (int) best[i];
      scores[i] = Float.intBitsToFloat(ascending((int) (best[i] >> 32)));
    }
    return new Neighbours(rows, scores);
  }

  /** An int that is lower the greater the score is. */
  private static int descending(float score) {
    int bits = Float.floatToIntBits(score);
    return ~(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
  }

  private static int ascending(int descending) {
    int bits = ~descending;
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
