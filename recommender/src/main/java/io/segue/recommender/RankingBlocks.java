package io.segue.recommender;

import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.ranking.LinearRanker;
import io.segue.recommender.ranking.NamedSettings;
import io.segue.recommender.ranking.Ranker;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.ranking.TreeEnsemble;
import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.retrieval.NextTrackGraph;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks of a model's ranking part, as {@link ModelFormat} lists them. */
final class RankingBlocks {

  private static final int ABSENT = 0;
  private static final int LINEAR = 1;
  private static final int TREES = 2;
  private static final int SHAPE = 6;
  private static final int NEXT_TRACK_SHAPE = 4;
  private static final int GRAPH_SHAPE = 2;

  private RankingBlocks() {}

  static void write(@Nullable RankingModel model, BlockWriter writer) throws IOException {
    if (model == null) {
      writer.ints(new int[SHAPE]);
      return;
    }
    List<NextTrackModel> nextTracks = model.parts().nextTracks();
    NextTrackGraph nearest = model.parts().nearest();
    TreeEnsemble trees = model.ranker() instanceof TreeEnsemble ensemble ? ensemble : null;
    writer.ints(
        trees == null ? LINEAR : TREES,
        model.index().occurrencesMax(),
        nextTracks.size(),
        model.parts().artists().isEmpty() ? 0 : 1,
        trees == null ? 0 : trees.depth(),
        nearest == null ? 0 : 1 + nextTracks.indexOf(nearest.model()));
    List<String> settings = new ArrayList<>();
    NamedSettings.of(model.settings()).forEach((name, value) -> settings.add(name + "=" + value));
    writer.lines(settings);
    writer.ints(model.index().sessions().tracks());
    writer.ints(model.index().sessions().starts());
    for (NextTrackModel nextTrack : nextTracks) {
      writer.ints(
          nextTrack.inputs().dimension(),
          nextTrack.ages().rows(),
          nextTrack.tied() ? 1 : 0,
          Float.floatToIntBits(nextTrack.scale()));
      writer.floats(nextTrack.inputs().values());
      if (!nextTrack.tied()) {
        writer.floats(nextTrack.outputs().values());
      }
      writer.floats(nextTrack.bias());
      writer.floats(nextTrack.ages().values());
    }
    if (nearest != null) {
      writer.ints(nearest.graph().m(), nearest.graph().entryRow());
      writer.ints(nearest.graph().upperStart());
      writer.ints(nearest.graph().bottom());
      writer.ints(nearest.graph().upper());
    }
    writer.floats(model.shortlistWeights());
    writer.lines(model.featureNames());
    if (trees != null) {
      writer.shorts(trees.nodeFeatures());
      writer.floats(trees.thresholds());
      writer.floats(trees.leaves());
    } else if (model.ranker() instanceof LinearRanker linear) {
      writer.floats(linear.weights());
    } else {
      throw new IllegalArgumentException(
          "there is no format for a ranker of the kind " + model.ranker().getClass().getName());
    }
  }

  /**
   * Reads the blocks to their end.
   *
   * @param artists how many artists the model has
   * @param artistOf the artist of each of the model's tracks, or -1
   * @throws IllegalArgumentException when the parts do not make a sound model
   */
  static @Nullable RankingModel read(BlockReader reader, int artists, int[] artistOf)
      throws ModelFormatException {
    int[] shape = reader.ints("numbers that describe the ranking", SHAPE);
    int kind = shape[0];
    if (kind == ABSENT) {
      return null;
    }
    if (kind != LINEAR && kind != TREES) {
      throw new ModelFormatException("the model has a ranker of the unknown kind " + kind);
    }
    Map<String, String> settings = settings(reader.lines("ranking settings"));
    int[] sessionTracks = reader.ints("tracks of the sessions");
    int[] sessionStarts = reader.ints("starts of the sessions");
    List<NextTrackModel> nextTracks = new ArrayList<>();
    for (int i = 0; i < shape[2]; i++) {
      nextTracks.add(nextTrack(reader));
    }
    if (shape[5] < 0 || shape[5] > nextTracks.size()) {
      throw new ModelFormatException(
          "the model has a graph of the next-track model %d of %d"
              .formatted(shape[5], nextTracks.size()));
    }
    NextTrackGraph nearest =
        shape[5] == 0 ? null : new NextTrackGraph(nextTracks.get(shape[5] - 1), graph(reader));
    float[] weights = reader.floats("shortlist weights");
    List<String> features = reader.lines("feature names");
    Ranker ranker =
        kind == LINEAR
            ? new LinearRanker(reader.floats("ranker weights"))
            : new TreeEnsemble(
                shape[4],
                reader.shorts("tree features"),
                reader.floats("tree thresholds"),
                reader.floats("tree leaves"));
    RankingSettings named = NamedSettings.read(settings);
    RankingModel model =
        new RankingModel(
            new RankingParts(
                new SessionIndex(
                    new Sessions(sessionTracks, sessionStarts), artistOf.length, shape[1]),
                nextTracks,
                shape[3] == 0 ? ArtistTracks.NONE : new ArtistTracks(artists, artistOf),
                nearest),
            named,
            weights,
            ranker);
    requireFeatures(model.featureNames(), features);
    return model;
  }

  private static NextTrackModel nextTrack(BlockReader reader) throws ModelFormatException {
    int[] shape = reader.ints("numbers that describe next-track vectors", NEXT_TRACK_SHAPE);
    float[] inputs = reader.floats("next-track input vectors");
    float[] outputs = shape[2] == 0 ? reader.floats("next-track output vectors") : new float[0];
    float[] bias = reader.floats("next-track biases");
    float[] ages = reader.floats("next-track age weights");
    VectorTable table = new VectorTable(bias.length, shape[0], inputs);
    return new NextTrackModel(
        table,
        shape[2] == 0 ? new VectorTable(bias.length, shape[0], outputs) : table,
        bias,
        new VectorTable(shape[1], shape[0], ages),
        Float.intBitsToFloat(shape[3]));
  }

  private static HnswGraph graph(BlockReader reader) throws ModelFormatException {
    int[] shape = reader.ints("numbers that describe the next-track graph", GRAPH_SHAPE);
    HnswGraph graph =
        new HnswGraph(
            shape[0],
            shape[1],
            reader.ints("upper layers' starts of the next-track graph"),
            reader.ints("bottom layer of the next-track graph"),
            reader.ints("upper layers of the next-track graph"));
    graph.requireSound();
    return graph;
  }

  private static Map<String, String> settings(List<String> lines) throws ModelFormatException {
    Map<String, String> settings = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new ModelFormatException("the model has a ranking setting without a value: " + line);
      }
      settings.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return settings;
  }

  /** A ranker that saw other features would give scores without a meaning, and no error. */
  private static void requireFeatures(List<String> known, List<String> trained)
      throws ModelFormatException {
    if (known.equals(trained)) {
      return;
    }
    int first = 0;
    while (first < Math.min(known.size(), trained.size())
        && known.get(first).equals(trained.get(first))) {
      first++;
    }
    throw new ModelFormatException(
        "the model's ranker was trained with other features than this Segue has: number %d is %s, not %s"
            .formatted(first, nameOf(trained, first), nameOf(known, first)));
  }

  private static String nameOf(List<String> names, int number) {
    return number < names.size() ? "'" + names.get(number) + "'" : "absent";
  }
}
