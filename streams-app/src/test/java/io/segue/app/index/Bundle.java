package io.segue.app.index;

import io.segue.recommender.Model;
import io.segue.recommender.ModelBuilder;
import io.segue.recommender.ModelFormat;
import io.segue.recommender.QuerySettings;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.ranking.LinearRanker;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.retrieval.RuleSettings;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A small index version, as the trainer would publish it. */
@SuppressWarnings("ArrayRecordComponent") // a test's own bytes
public record Bundle(String version, byte[] bytes) {

  /** How many tracks the version knows. */
  public static final int TRACKS = 40;

  /** The length of its vectors. */
  public static final int DIMENSION = 8;

  private static final int CHUNK_BYTES = 1_500;

  /** A version whose vectors come from {@code seed}; its tracks are t0, t1, …. */
  public static Bundle of(String version, long seed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelFormat.write(model(seed), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Bundle(version, out.toByteArray());
  }

  /** The model within such a version. */
  public static Model model(long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[TRACKS][DIMENSION];
    for (float[] vector : vectors) {
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    return ModelBuilder.build(
        Vocabulary.of(IntStream.range(0, TRACKS).mapToObj(i -> "t" + i).toList()),
        IntStream.range(0, TRACKS).map(i -> TRACKS - i).toArray(),
        Vocabulary.of(List.of("even", "odd")),
        IntStream.range(0, TRACKS).map(i -> i % 2).toArray(),
        VectorTable.of(vectors),
        QuerySettings.DEFAULT,
        HnswSettings.DEFAULT,
        1,
        done -> {});
  }

  /**
   * The same model with a ranking part: in each of its sessions a track is followed by the one of
   * the next number, and the ranker goes by what came right after the latest track.
   */
  public static Model rankedModel(long seed) {
    int[][] sessions = new int[TRACKS - 2][];
    Arrays.setAll(sessions, first -> new int[] {first, first + 1, first + 2});
    SessionIndex index = new SessionIndex(Sessions.of(sessions), TRACKS, 100);
    RankingSettings settings =
        RankingSettings.of(
            List.of(NeighbourSettings.DEFAULTS), List.of(RuleSettings.DEFAULTS), 100, 20);
    NextTrackModel nextTrack =
        new NextTrackModel(
            new VectorTable(TRACKS, 4),
            new VectorTable(TRACKS, 4),
            new float[TRACKS],
            new VectorTable(2, 4),
            0);
    RankingModel untrained =
        RankingModel.untrained(RankingParts.of(index, List.of(nextTrack)), settings);
    float[] weights = new float[untrained.shortlistWeights().length];
    Arrays.fill(weights, 1);
    float[] features = new float[untrained.featureNames().size()];
    features[untrained.featureNames().indexOf("rules-next")] = 1;
    return model(seed)
        .withRanking(
            untrained.withShortlistWeights(weights).withRanker(new LinearRanker(features)));
  }

  List<IndexChunk> chunks() {
    List<IndexChunk> chunks = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
      byte[] data = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + CHUNK_BYTES));
      chunks.add(new IndexChunk(version, chunks.size(), ByteBuffer.wrap(data)));
    }
    return chunks;
  }

  /** The manifest for chunks that lie one after another from an offset on. */
  public IndexManifest manifest(long firstOffset) {
    List<ChunkReference> references = new ArrayList<>();
    for (IndexChunk chunk : chunks()) {
      references.add(
          new ChunkReference(
              0,
              firstOffset + references.size(),
              chunk.getData().remaining(),
              digest(chunk.getData())));
    }
    return new IndexManifest(
        version,
        Instant.EPOCH,
        null,
        ModelFormat.VERSION,
        (long) bytes.length,
        digest(ByteBuffer.wrap(bytes)),
        references,
        TRACKS,
        DIMENSION,
        Map.of("validation.hr@100", 0.25),
        Map.of("min_count", "3"),
        new DatasetReference("file:test", List.of(), 10, 100L, 42L, 1.0),
        "test",
        Map.of());
  }

  /** The manifest that names "page" as the version's report, lying at an offset. */
  IndexManifest withReport(long firstOffset, long reportOffset) {
    ByteBuffer page = ByteBuffer.wrap("page".getBytes(StandardCharsets.UTF_8));
    IndexManifest manifest = manifest(firstOffset);
    manifest.setAttachments(
        Map.of(
            Topics.REPORT_HTML,
            new ChunkReference(0, reportOffset, page.remaining(), digest(page))));
    return manifest;
  }

  private static ByteBuffer digest(ByteBuffer data) {
    MessageDigest digest = Digests.sha256();
    digest.update(data.duplicate());
    return ByteBuffer.wrap(digest.digest());
  }
}
