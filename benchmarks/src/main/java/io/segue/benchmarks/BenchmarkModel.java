package io.segue.benchmarks;

import io.segue.recommender.Model;
import io.segue.recommender.ModelFormat;
import io.segue.recommender.ModelFormatException;
import io.segue.recommender.QuerySettings;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.retrieval.NextTrackGraph;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.BadInputException;
import io.segue.trainer.embedding.ProcessorTime;
import io.segue.trainer.evaluation.SessionFile;
import io.segue.trainer.ranking.ReportedRanking;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The model that queries are measured with: {@link ReportedRanking}, trained once and kept in a
 * file.
 */
final class BenchmarkModel {

  private BenchmarkModel() {}

  /**
   * Reads the model, or trains it and writes it.
   *
   * @param train sessions, oldest first, as {@code evaluate} takes them
   * @param file where the model is kept
   */
  static Model load(Path train, Path file, int threads, PrintWriter out)
      throws IOException, InterruptedException {
    if (!Files.exists(file)) {
      out.printf("training the reported configuration shortly on %s%n", train);
      out.flush();
      write(train(train, threads), file);
    }
    return read(file);
  }

  /**
   * The same in several copies side by side, kept in a file of their own.
   *
   * @param copies how many, 1 for the model itself
   */
  static Model load(Path train, Path file, int copies, int threads, PrintWriter out)
      throws IOException, InterruptedException {
    if (copies == 1) {
      return load(train, file, threads, out);
    }
    Path larger = file(file, copies);
    if (!Files.exists(larger)) {
      Model model = load(train, file, threads, out);
      out.printf("making %d copies of the catalogue%n", copies);
      out.flush();
      write(EnlargedModel.of(model, copies, threads), larger);
    }
    return read(larger);
  }

  /** Where so many copies of a model are kept that is kept in {@code file}. */
  static Path file(Path file, int copies) {
    return copies == 1 ? file : file.resolveSibling(file.getFileName() + ".x" + copies);
  }

  /** Reads a model. */
  static Model read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      return ModelFormat.read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (ModelFormatException e) {
      throw new BadInputException(
          "The file %s is no model that this Segue reads (%s); delete it to have it made anew."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Writes a model, whole or not at all. */
  static void write(Model model, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20)) {
      ModelFormat.write(model, stream);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Seconds of the processor to read vectors and their graph from a file, as instances do. */
  static double loadSeconds(VectorTable vectors, HnswGraph graph) throws IOException {
    int rows = vectors.rows();
    int[] artistOf = new int[rows];
    Arrays.fill(artistOf, -1);
    Model model =
        new Model(
            Vocabulary.of(IntStream.range(0, rows).mapToObj(row -> "track " + row).toList()),
            new int[rows],
            Vocabulary.of(List.of()),
            artistOf,
            vectors,
            graph,
            QuerySettings.DEFAULT,
            null);
    Path file = Files.createTempFile("segue-bench-load", ".model");
    try {
      write(model, file);
      double begin = ProcessorTime.ofProcess();
      read(file);
      return ProcessorTime.ofProcess() - begin;
    } finally {
      Files.delete(file);
    }
  }

  private static Model train(Path train, int threads) throws InterruptedException {
    SessionFile.Training training = SessionFile.readTraining(train);
    Vocabulary tracks = training.tracks();
    int[] counts = new int[tracks.size()];
    for (int track : training.sessions().tracks()) {
      counts[track]++;
    }
    RankingModel ranking = ReportedRanking.train(training.sessions(), tracks.size(), threads);
    NextTrackGraph nearest = Objects.requireNonNull(ranking.parts().nearest());
    int[] artistOf = new int[tracks.size()];
    Arrays.fill(artistOf, -1);
    // The vectors that stand in where the ranking has too few candidates; hardly ever asked.
    return new Model(
        tracks,
        counts,
        Vocabulary.of(List.of()),
        artistOf,
        nearest.model().outputs(),
        nearest.graph(),
        QuerySettings.DEFAULT,
        ranking);
  }
}
