package io.segue.recommender.retrieval;

import io.segue.recommender.sessions.SessionIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the sessions most like this playlist contain: VMIS-kNN (Kersbergen et al., SIGMOD 2022) with
 * the position, time and neighbour-position decays of STAN (Garg et al., SIGIR 2019).
 *
 * <p>Similarity sums, over the tracks in common, idf and position weight. A neighbour is
 * <em>aligned</em> at its occurrence of the playlist's latest track that it has. Columns of each
 * view: the sum of the neighbours' similarities; the same with each track weighed by its distance
 * from the alignment; the same for the track right after the alignment only.
 *
 * <p>The views have the sessions in common, and differ in how they weigh them and in how many they
 * take. So the playlist's tracks are looked up once, the similarities of a session are added up for
 * all views at once, and the slots of a session's tracks are found once, by the first view that
 * takes it. Each number is what a view alone would have found, to the last bit.
 */
public final class NeighbourSessions implements CandidateSource {

  private static final VectorSpecies<Float> VIEWS = FloatVector.SPECIES_128;
  private static final int LANES = NeighbourViews.LANES;

  private final NeighbourViews views;
  private final SessionIndex index;
  private final int stride;
  private final int[] found;
  private final float[] weights;
  private final Selection selection = new Selection();

  /** By session: {@link #base} plus the slot; what is lower is of an earlier query. */
  private final int[] entries;

  private int base = 1;
  private int size;
  private int[] sessions = new int[1 << 11];
  private int[] alignments = new int[1 << 11];
  private float[] similarities;

  /** By slot: where the slots of its tracks are in {@link #trackSlots}, -1 if not known yet. */
  private int[] slotsStart = new int[1 << 11];

  private int[] trackSlots = new int[1 << 12];
  private int trackSlotsSize;

  /** A source over an index; made once a thread. */
  public NeighbourSessions(NeighbourViews views) {
    this.views = views;
    this.index = views.index();
    this.stride = views.stride();
    this.found = new int[views.size()];
    this.weights = new float[stride];
    this.entries = new int[index.sessions().size()];
    this.similarities = new float[sessions.length * stride];
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (int view = 0; view < views.size(); view++) {
      columns.addAll(List.of("sessions", "sessions-distance", "sessions-next"));
    }
    return columns;
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    clear();
    gather(query);
    weigh();
    for (int view = 0; view < found.length; view++) {
      float threshold = threshold(view);
      for (int slot = 0; slot < found[view]; slot++) {
        float similarity = similarities[slot * stride + view];
        if (similarity >= threshold) {
          spread(slot, similarity, view, table, firstColumn + 3 * view);
        }
      }
    }
  }

  private void clear() {
    base += size;
    size = 0;
    trackSlotsSize = 0;
    if (base < 0) {
      Arrays.fill(entries, 0);
      base = 1;
    }
  }

  /** Adds the weights of the playlist's tracks to the sessions where they occurred. */
  private void gather(Query query) {
    Arrays.fill(found, -1);
    int tracks = query.distinctSize();
    boolean wanted = true;
    for (int i = 0; i < tracks && wanted; i++) {
      int track = query.distinctTrack(i);
      int age = query.distinctAge(i);
      double idf = Math.log((double) index.sessions().size() / Math.max(1, index.count(track)));
      wanted = false;
      for (int view = 0; view < found.length; view++) {
        NeighbourSettings settings = views.settings(view);
        if (i < settings.lastTracks()) {
          weights[view] =
              views.positionWeight(view, age)
                  * (float) Math.pow(Math.max(idf, 0), settings.idfExponent());
          wanted = true;
        } else {
          weights[view] = 0;
          found[view] = found[view] < 0 ? size : found[view];
        }
      }
      if (wanted) {
        gather(track);
      }
    }
    for (int view = 0; view < found.length; view++) {
      found[view] = found[view] < 0 ? size : found[view];
    }
  }

  /** Adds the weights to the sessions where a track occurred, once for each session. */
  private void gather(int track) {
    int start = index.postingsStart(track);
    int end = Math.min(index.postingsEnd(track), start + views.settings(0).occurrences());
    int previous = -1;
    for (int posting = start; posting < end; posting++) {
      int session = index.session(posting);
      if (session == previous) {
        continue;
      }
      previous = session;
      int slot = entries[session] - base;
      if (slot < 0) {
        add(session, index.event(posting));
      } else {
        for (int view = 0; view < stride; view += LANES) {
          FloatVector.fromArray(VIEWS, similarities, slot * stride + view)
              .add(FloatVector.fromArray(VIEWS, weights, view))
              .intoArray(similarities, slot * stride + view);
        }
      }
    }
  }

  private void add(int session, int event) {
    if (size == sessions.length) {
      sessions = Arrays.copyOf(sessions, 2 * size);
      alignments = Arrays.copyOf(alignments, 2 * size);
      slotsStart = Arrays.copyOf(slotsStart, 2 * size);
      similarities = Arrays.copyOf(similarities, 2 * size * stride);
    }
    entries[session] = base + size;
    sessions[size] = session;
    alignments[size] = event;
    slotsStart[size] = -1;
    for (int view = 0; view < stride; view += LANES) {
      FloatVector.fromArray(VIEWS, weights, view).intoArray(similarities, size * stride + view);
    }
    size++;
  }

  /** Multiplies the similarities by what speaks for or against the sessions themselves. */
  private void weigh() {
    float[] sessionWeights = views.sessionWeights();
    for (int slot = 0; slot < size; slot++) {
      for (int view = 0; view < stride; view += LANES) {
        FloatVector.fromArray(VIEWS, similarities, slot * stride + view)
            .mul(FloatVector.fromArray(VIEWS, sessionWeights, sessions[slot] * stride + view))
            .intoArray(similarities, slot * stride + view);
      }
    }
  }

  /** The similarity that the last of a view's neighbours has. */
  private float threshold(int view) {
    int neighbours = views.settings(view).neighbours();
    return found[view] <= neighbours
        ? 0
        : selection.largest(similarities, view, stride, found[view], neighbours);
  }

  private void spread(int slot, float similarity, int view, CandidateTable table, int column) {
    int session = sessions[slot];
    int start = index.sessions().start(session);
    int length = index.sessions().end(session) - start;
    int at = slotsStart[slot];
    if (at < 0) {
      at = findSlots(slot, start, length, table);
    }
    float[] sums = table.column(column);
    float[] byDistance = table.column(column + 1);
    float[] forward = views.forwardWeights(view);
    float[] backward = views.backwardWeights(view);
    int aligned = alignments[slot] - start;
    for (int event = 0; event < aligned; event++) {
      int trackSlot = trackSlots[at + event];
      sums[trackSlot] += similarity;
      byDistance[trackSlot] += similarity * backward[aligned - event];
    }
    sums[trackSlots[at + aligned]] += similarity;
    if (aligned + 1 < length) {
      table.add(column + 2, trackSlots[at + aligned + 1], similarity);
    }
    for (int event = aligned + 1; event < length; event++) {
      int trackSlot = trackSlots[at + event];
      sums[trackSlot] += similarity;
      byDistance[trackSlot] += similarity * forward[event - aligned];
    }
  }

  private int findSlots(int slot, int start, int length, CandidateTable table) {
    int at = trackSlotsSize;
    if (trackSlots.length < at + length) {
      trackSlots = Arrays.copyOf(trackSlots, 2 * (at + length));
    }
    int[] tracks = index.sessions().tracks();
    for (int event = 0; event < length; event++) {
      trackSlots[at + event] = table.slot(tracks[start + event]);
    }
    trackSlotsSize = at + length;
    slotsStart[slot] = at;
    return at;
  }
}
