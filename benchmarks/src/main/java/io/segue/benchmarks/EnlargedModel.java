package io.segue.benchmarks;

import io.segue.recommender.Model;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.neighbours.HnswBuilder;
import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.retrieval.NextTrackGraph;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * A model of a larger catalogue that asks as much of a query: several copies of a real one side by
 * side, with tracks, sessions and vectors of their own, so that each track occurs as often and each
 * session is as long as in reality.
 */
final class EnlargedModel {

  /** How far the copies of a normalised vector lie apart; equal ones would be one to a graph. */
  private static final float NOISE = 0.03f;

  private static final long SEED = 1;

  private EnlargedModel() {}

  /** The id of a track's copy. */
  static String copyOf(String trackId, int copy) {
    return copy == 0 ? trackId : trackId + "~" + copy;
  }

  /**
   * Makes it.
   *
   * @param model one with a ranking part, a graph of next-track vectors, and no artists
   * @param threads how many threads build the graph
   */
  static Model of(Model model, int copies, int threads) {
    RankingModel ranking = Objects.requireNonNull(model.ranking());
    NextTrackGraph nearest = Objects.requireNonNull(ranking.parts().nearest());
    List<NextTrackModel> nextTracks = new ArrayList<>();
    NextTrackGraph graph = null;
    for (NextTrackModel nextTrack : ranking.parts().nextTracks()) {
      NextTrackModel larger = copies(nextTrack, copies);
      nextTracks.add(larger);
      if (nextTrack.equals(nearest.model())) {
        HnswSettings settings = new HnswSettings(nearest.graph().m(), 80, SEED);
        graph =
            new NextTrackGraph(
                larger, HnswBuilder.build(larger.outputs(), settings, threads, row -> {}));
      }
    }
    NextTrackGraph largerGraph = Objects.requireNonNull(graph);
    int tracks = model.tracks().size() * copies;
    SessionIndex index =
        new SessionIndex(
            copies(ranking.index().sessions(), copies), tracks, ranking.index().occurrencesMax());
    HnswGraph links = largerGraph.graph();
    return new Model(
        Vocabulary.of(ids(model.tracks(), copies)),
        copies(model.counts(), copies),
        model.artists(),
        copies(model.artistOf(), copies),
        largerGraph.model().outputs(),
        links,
        model.query(),
        new RankingModel(
            new RankingParts(index, nextTracks, ArtistTracks.NONE, largerGraph),
            ranking.settings(),
            ranking.shortlistWeights(),
            ranking.ranker()));
  }

  private static List<String> ids(Vocabulary tracks, int copies) {
    List<String> ids = new ArrayList<>();
    for (int track = 0; track < tracks.size(); track++) {
      for (int copy = 0; copy < copies; copy++) {
        ids.add(copyOf(tracks.id(track), copy));
      }
    }
    return ids;
  }

  private static int[] copies(int[] values, int copies) {
    int[] all = new int[values.length * copies];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i / copies];
    }
    return all;
  }

  /** The copies of a session come one after the other, as old as each other. */
  private static Sessions copies(Sessions sessions, int copies) {
    int[] tracks = new int[sessions.events() * copies];
    int[] starts = new int[sessions.size() * copies + 1];
    int size = 0;
    for (int session = 0; session < sessions.size(); session++) {
      for (int copy = 0; copy < copies; copy++) {
        for (int event = sessions.start(session); event < sessions.end(session); event++) {
          tracks[size++] = sessions.tracks()[event] * copies + copy;
        }
        starts[session * copies + copy + 1] = size;
      }
    }
    return new Sessions(tracks, starts);
  }

  private static NextTrackModel copies(NextTrackModel model, int copies) {
    boolean normalised = model.scale() > 0;
    VectorTable inputs = copies(model.inputs(), copies, normalised && model.tied());
    VectorTable outputs = model.tied() ? inputs : copies(model.outputs(), copies, normalised);
    float[] bias = new float[model.bias().length * copies];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = model.bias()[i / copies];
    }
    return new NextTrackModel(inputs, outputs, bias, model.ages(), model.scale());
  }

  private static VectorTable copies(VectorTable table, int copies, boolean normalised) {
    Random random = new Random(SEED);
    VectorTable all = new VectorTable(table.rows() * copies, table.dimension());
    for (int row = 0; row < all.rows(); row++) {
      System.arraycopy(
          table.values(),
          table.offset(row / copies),
          all.values(),
          all.offset(row),
          table.stride());
      if (normalised && row % copies > 0) {
        for (int d = 0; d < table.dimension(); d++) {
          all.values()[all.offset(row) + d] += NOISE * (float) random.nextGaussian();
        }
        VectorMath.normalise(all.values(), all.offset(row), all.stride());
      }
    }
    return all;
  }
}
