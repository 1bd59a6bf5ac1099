package io.segue.recommender;

import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.vectors.VectorTable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/**
 * A model as bytes, and back.
 *
 * <p>Little-endian. A header of 16 bytes, the letters {@code SEGUEIDX}, the format's version as an
 * int and four zero bytes, then these blocks, each beginning at a multiple of 64 bytes with its
 * element count as a long and 56 zero bytes, so that the elements too lie at a multiple of 64:
 *
 * <ol>
 *   <li>settings: int[] of lastTracks, decay as float bits, efSearch, dimension, M, entry row
 *   <li>track ids: byte[] letters, then int[] starts
 *   <li>counts: int[]
 *   <li>artist ids: byte[] letters, then int[] starts
 *   <li>artistOf: int[]
 *   <li>vectors: float[] in {@link VectorTable}'s layout
 *   <li>graph: int[] upperStart, int[] bottom, int[] upper, as in {@link HnswGraph}
 *   <li>ranking: int[] of the kind of ranker (0 there is no ranking and no block after this one, 1
 *       linear, 2 trees), occurrences kept of a track, number of next-track models, whether the
 *       ranking heeds artists, depth of the trees
 *   <li>ranking settings: byte[] of lines {@code name=value}
 *   <li>sessions: int[] tracks, then int[] starts, as in {@link
 *       io.segue.recommender.sessions.Sessions}
 *   <li>next-track vectors, for each model: int[] of dimension, ages, whether outputs are the
 *       inputs, and scale; then float[] inputs, outputs if they are others, biases, age weights
 *   <li>graph over a next-track model's outputs, if there is one: int[] of M and entry row, then as
 *       above
 *   <li>shortlist weights: float[]
 *   <li>feature names: byte[] of lines; other names than the reader has are refused
 *   <li>ranker: float[] weights if it is linear; short[] features, float[] thresholds, float[]
 *       leaves, as in {@link io.segue.recommender.ranking.TreeEnsemble}, if it is of trees
 * </ol>
 *
 * <p>Version 1 ends with the graph, and is read as a model without ranking.
 */
public final class ModelFormat {

  /** The version of the format that is written; all from 1 on are read. */
  public static final int VERSION = 2;

  private static final byte[] MAGIC = {'S', 'E', 'G', 'U', 'E', 'I', 'D', 'X'};
  private static final int SETTINGS = 6;

  private ModelFormat() {}

  /** Whether bytes of a version of the format can be read. */
  public static boolean reads(int version) {
    return version >= 1 && version <= VERSION;
  }

  /** Writes the model; does not close the stream. Equal models give equal bytes. */
  public static void write(Model model, OutputStream out) throws IOException {
    BlockWriter writer = new BlockWriter(out);
    writer.header(MAGIC, VERSION);
    writer.ints(
        model.query().lastTracks(),
        Float.floatToIntBits(model.query().decay()),
        model.query().efSearch(),
        model.vectors().dimension(),
        model.graph().m(),
        model.graph().entryRow());
    writer.bytes(model.tracks().letters());
    writer.ints(model.tracks().starts());
    writer.ints(model.counts());
    writer.bytes(model.artists().letters());
    writer.ints(model.artists().starts());
    writer.ints(model.artistOf());
    writer.floats(model.vectors().values());
    writer.ints(model.graph().upperStart());
    writer.ints(model.graph().bottom());
    writer.ints(model.graph().upper());
    RankingBlocks.write(model.ranking(), writer);
  }

  /**
   * Reads a model. Copies what it keeps, so the segment may be unmapped afterwards.
   *
   * @throws ModelFormatException when the bytes are of another format, are cut short, go on after
   *     the end, or do not make a sound model
   */
  public static Model read(MemorySegment bytes) throws ModelFormatException {
    BlockReader reader = new BlockReader(bytes);
    int version = reader.header(MAGIC);
    if (!reads(version)) {
      throw new ModelFormatException(
          "the model has format version %d, this Segue reads versions 1 to %d"
              .formatted(version, VERSION));
    }
    int[] settings = reader.ints("settings", SETTINGS);
    byte[] trackLetters = reader.bytes("track ids");
    int[] trackStarts = reader.ints("starts of the track ids");
    int[] counts = reader.ints("counts");
    byte[] artistLetters = reader.bytes("artist ids");
    int[] artistStarts = reader.ints("starts of the artist ids");
    int[] artistOf = reader.ints("artists of the tracks");
    float[] vectors = reader.floats("vectors");
    int[] upperStart = reader.ints("upper layers' starts");
    int[] bottom = reader.ints("bottom layer");
    int[] upper = reader.ints("upper layers");
    try {
      HnswGraph graph = new HnswGraph(settings[4], settings[5], upperStart, bottom, upper);
      graph.requireSound();
      VectorTable table = new VectorTable(graph.size(), settings[3], vectors);
      Vocabulary artists = Vocabulary.over(artistLetters, artistStarts);
      RankingModel ranking =
          version == 1 ? null : RankingBlocks.read(reader, artists.size(), artistOf);
      reader.end();
      return new Model(
          Vocabulary.over(trackLetters, trackStarts),
          counts,
          artists,
          artistOf,
          table,
          graph,
          new QuerySettings(settings[0], Float.intBitsToFloat(settings[1]), settings[2]),
          ranking);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("the model is not sound: " + e.getMessage(), e);
    }
  }
}
