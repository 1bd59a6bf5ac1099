package io.segue.recommender.retrieval;

import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
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

  /** Beyond this, the numbers are used again. */
  private static final int BASE_MAX = 1 << 30;

  private final NeighbourViews views;
  private final SessionIndex index;
  private final int stride;
  private final int[] found;
  private final float[] weights;

  /** By view: the similarity that the last of its neighbours has. */
  private final float[] thresholds;

  private final Selection selection = new Selection();

  /** By session: {@link #base} plus the slot; what is lower is of an earlier query. */
  private final int[] entries;

  private int base = 1;
  private int size;
  private int[] sessions = new int[1 << 11];
  private int[] alignments = new int[1 << 11];
  private float[] similarities;

  /** By slot: where its session starts in the index. */
  private int[] starts = new int[1 << 11];

  /** By slot: where a neighbour's tracks, and later their slots, are in {@link #tracks}. */
  private int[] tracksStart = new int[(1 << 11) + 1];

  /** By slot: whether the slots of its tracks have taken the tracks' places. */
  private boolean[] slotsKnown = new boolean[1 << 11];

  private int[] tracks = new int[1 << 13];

  /** A source over an index; made once a thread. */
  public NeighbourSessions(NeighbourViews views) {
    this.views = views;
    this.index = views.index();
    this.stride = views.stride();
    this.found = new int[views.size()];
    this.weights = new float[stride];
    this.thresholds = new float[found.length];
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
      thresholds[view] = threshold(view);
    }
    copyTracks();
    table.makeRoom(tracks, tracksStart[size]);
    for (int view = 0; view < found.length; view++) {
      for (int slot = 0; slot < found[view]; slot++) {
        float similarity = similarities[slot * stride + view];
        if (similarity >= thresholds[view]) {
          spread(slot, similarity, view, table, firstColumn + 3 * view);
        }
      }
    }
  }

  private void clear() {
    base += size;
    size = 0;
    if (base > BASE_MAX) {
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
    int unknown = 0;
    for (int posting = start; posting < end; posting++) {
      unknown += (entries[index.session(posting)] - base) >>> (Integer.SIZE - 1);
    }
    makeRoom(unknown);
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

  private void makeRoom(int more) {
    if (size + more > sessions.length) {
      int room = Math.max(2 * sessions.length, size + more);
      sessions = Arrays.copyOf(sessions, room);
      alignments = Arrays.copyOf(alignments, room);
      starts = Arrays.copyOf(starts, room);
      tracksStart = Arrays.copyOf(tracksStart, room + 1);
      slotsKnown = Arrays.copyOf(slotsKnown, room);
      similarities = Arrays.copyOf(similarities, room * stride);
    }
  }

  private void add(int session, int event) {
    entries[session] = base + size;
    sessions[size] = session;
    alignments[size] = event;
    slotsKnown[size] = false;
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

  /**
   * Copies the tracks of all neighbours, of whichever view, to one place. What comes from all over
   * the memory is loaded here, and where room is made, by loops in which no branch depends on it,
   * so that the waits overlap; a loop that branches on it waits for each one whose branch was
   * guessed wrong.
   */
  private void copyTracks() {
    Sessions all = index.sessions();
    int events = 0;
    for (int slot = 0; slot < size; slot++) {
      starts[slot] = all.start(sessions[slot]);
      tracksStart[slot] = events;
      events += neighbour(slot) * (all.end(sessions[slot]) - starts[slot]);
    }
    tracksStart[size] = events;
    if (tracks.length < events) {
      tracks = new int[2 * events];
    }
    int[] from = all.tracks();
    for (int slot = 0; slot < size; slot++) {
      int offset = starts[slot] - tracksStart[slot];
      for (int at = tracksStart[slot]; at < tracksStart[slot + 1]; at++) {
        tracks[at] = from[offset + at];
      }
    }
  }

  /** 1 for a session that is a neighbour in any view, 0 for another. */
  private int neighbour(int slot) {
    int neighbour = 0;
    for (int view = 0; view < found.length; view++) {
      neighbour |= similarities[slot * stride + view] >= thresholds[view] ? 1 : 0;
    }
    return neighbour;
  }

  private void spread(int slot, float similarity, int view, CandidateTable table, int column) {
    int start = tracksStart[slot];
    int end = tracksStart[slot + 1];
    if (!slotsKnown[slot]) {
      slotsKnown[slot] = true;
      for (int at = start; at < end; at++) {
        tracks[at] = table.slot(tracks[at]);
      }
    }
    float[] sums = table.column(column);
    float[] byDistance = table.column(column + 1);
    float[] forward = views.forwardWeights(view);
    float[] backward = views.backwardWeights(view);
    int aligned = start + alignments[slot] - starts[slot];
    for (int at = start; at < aligned; at++) {
      int trackSlot = tracks[at];
      sums[trackSlot] += similarity;
      byDistance[trackSlot] += similarity * backward[aligned - at];
    }
    sums[tracks[aligned]] += similarity;
    if (aligned + 1 < end) {
      table.add(column + 2, tracks[aligned + 1], similarity);
    }
    for (int at = aligned + 1; at < end; at++) {
      int trackSlot = tracks[at];
      sums[trackSlot] += similarity;
      byDistance[trackSlot] += similarity * forward[at - aligned];
    }
  }
}
