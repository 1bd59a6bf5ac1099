package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.Model;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.BadInputException;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.Prod2Vec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench ann}: nearest-neighbour indexes beside each other and beside the exact scan. */
@Command(
    name = "ann",
    mixinStandardHelpOptions = true,
    description = {
      "Build nearest-neighbour indexes of the same vectors and search them on one thread: Segue's"
          + " own",
      "HNSW, jelmerk's hnswlib with the same inner product, Lucene's HNSW, the C++ hnswlib, and the",
      "exact scan, which is the truth. Times are of the processor."
    })
public final class AnnCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A model, whose vectors are taken; such as 'bench stages' keeps.")
  private @Nullable Path modelFile;

  @Option(
      names = "--playlists",
      paramLabel = "PATH",
      description = {
        "Instead: playlists in any format that can be imported, whose embeddings are trained",
        "(skip-gram, 48 dimensions)."
      })
  private @Nullable Path playlists;

  @Option(
      names = "--generated",
      paramLabel = "N",
      description = "Instead: so many invented vectors in clusters.")
  private int generated;

  @Option(
      names = "--dimension",
      paramLabel = "D",
      defaultValue = "48",
      description = "The length of invented vectors. Default: ${DEFAULT-VALUE}.")
  private int dimension;

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "How many queries are made, each for 100 neighbours. Default: ${DEFAULT-VALUE}.")
  private int queries;

  @Option(
      names = "--ef",
      paramLabel = "N",
      split = ",",
      defaultValue = "100,200",
      description = "How many candidates searches keep. Default: ${DEFAULT-VALUE}.")
  private List<Integer> efs = List.of();

  @Option(
      names = "--m",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many links a row has on upper layers. Default: ${DEFAULT-VALUE}.")
  private int m;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often they are timed, once warm. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--no-cpp",
      description = "Leave the C++ hnswlib out, which needs g++ and libhnswlib-dev.")
  private boolean noCpp;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int given = (modelFile == null ? 0 : 1) + (playlists == null ? 0 : 1) + (generated < 1 ? 0 : 1);
    if (given != 1 || queries < 1 || dimension < 1 || rounds < 1 || efs.isEmpty()) {
      throw new BadInputException(
          "Give one of --model, --playlists and --generated; --queries, --dimension and --rounds"
              + " must be at least 1.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    VectorTable vectors = vectors();
    out.println(Machine.words());
    out.printf(
        "%,d vectors of %d dimensions, M=%d, %,d queries for %d neighbours, one thread, median and"
            + " spread of %d rounds%n%n",
        vectors.rows(), vectors.dimension(), m, queries, AnnComparison.K, rounds);
    out.flush();
    out.printf(
        "%-30s %9s %8s %11s %10s %10s %10s %9s%n",
        "index", "build s", "load s", "recall@100", "queries/s", "lowest", "highest", "B/vector");
    out.flush();
    List<AnnComparison.Row> rows =
        new AnnComparison(vectors, queries, new HnswSettings(m, 200, 1), rounds)
            .run(efs, !noCpp, row -> print(out, row));
    compare(rows, out);
    if (json != null) {
      Files.writeString(json, asJson(vectors, rows).toPrettyString() + "\n");
    }
    return 0;
  }

  private static void print(PrintWriter out, AnnComparison.Row row) {
    out.printf(
        Locale.ROOT,
        "%-30s %9.1f %8s %11.4f %,10.0f %,10.0f %,10.0f %9s%n",
        row.title(),
        row.buildSeconds(),
        row.loadSeconds() < 0 ? "-" : "%.2f".formatted(row.loadSeconds()),
        row.recall(),
        row.queriesPerSecond().median(),
        row.queriesPerSecond().lowest(),
        row.queriesPerSecond().highest(),
        row.bytesPerVector() < 0 ? "-" : "%.0f".formatted(row.bytesPerVector()));
    out.flush();
  }

  /** How the graphs stand to the C++ one that keeps as many candidates. */
  private static void compare(List<AnnComparison.Row> rows, PrintWriter out) {
    out.println();
    for (AnnComparison.Row ceiling : rows) {
      for (AnnComparison.Row row : rows) {
        if (ceiling.name().equals(AnnComparison.CEILING)
            && row.ef() == ceiling.ef()
            && !row.name().equals(ceiling.name())) {
          out.printf(
              Locale.ROOT,
              "%s: %.2f of the queries of the %s, recall %+.4f%n",
              row.title(),
              row.queriesPerSecond().median() / ceiling.queriesPerSecond().median(),
              ceiling.title(),
              row.recall() - ceiling.recall());
        }
      }
    }
    out.flush();
  }

  private VectorTable vectors() throws IOException, InterruptedException {
    if (playlists != null) {
      Dataset dataset = FileDatasetReader.read(playlists, DatasetSettings.DEFAULT);
      return Prod2Vec.train(dataset.playlists(), Hyperparameters.DEFAULTS, tokens -> {})
          .vectors()
          .normalised();
    }
    if (modelFile == null) {
      return invented();
    }
    if (!Files.exists(modelFile)) {
      throw new BadInputException("There is no file " + modelFile + ".");
    }
    Model model = BenchmarkModel.read(modelFile);
    return model.vectors().normalised();
  }

  /** As many clusters as there are vectors in each. */
  private VectorTable invented() {
    Random random = new Random(1);
    int clusters = (int) Math.ceil(Math.sqrt(generated));
    float[][] centres = new float[clusters][dimension];
    for (float[] centre : centres) {
      for (int d = 0; d < dimension; d++) {
        centre[d] = (float) random.nextGaussian();
      }
    }
    VectorTable vectors = new VectorTable(generated, dimension);
    for (int row = 0; row < generated; row++) {
      float[] centre = centres[random.nextInt(clusters)];
      for (int d = 0; d < dimension; d++) {
        vectors.values()[vectors.offset(row) + d] = centre[d] + (float) random.nextGaussian();
      }
    }
    return vectors.normalised();
  }

  private ObjectNode asJson(VectorTable vectors, List<AnnComparison.Row> rows) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    Machine.put(root.putObject("machine"));
    root.put("vectors", vectors.rows()).put("dimension", vectors.dimension()).put("m", m);
    ArrayNode array = root.putArray("indexes");
    for (AnnComparison.Row row : rows) {
      ObjectNode node = array.addObject();
      node.put("name", row.name())
          .put("ef", row.ef())
          .put("build_seconds", row.buildSeconds())
          .put("load_seconds", row.loadSeconds())
          .put("recall", row.recall())
          .put("bytes_per_vector", row.bytesPerVector());
      row.queriesPerSecond().put(node, "queries_per_second");
    }
    return root;
  }
}
