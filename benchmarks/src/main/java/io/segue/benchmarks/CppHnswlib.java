package io.segue.benchmarks;

import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.CommandFailedException;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * The C++ hnswlib on the same vectors, queries and truth: the ceiling. A program of a few lines,
 * compiled on the machine that measures, for its instructions.
 */
final class CppHnswlib implements AutoCloseable {

  private static final String SOURCE = "hnswlib_peer.cpp";

  private final Path folder;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream questions;
  private final double[] built;

  private CppHnswlib(Path folder, Process process) throws IOException {
    this.folder = folder;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.built = read(3);
  }

  /**
   * Compiles it, and builds an index.
   *
   * @param truth the true neighbours of each query, ascending
   * @throws CommandFailedException where there is no compiler or no library
   */
  static CppHnswlib start(
      VectorTable vectors, float[][] queries, int[][] truth, HnswSettings settings)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("segue-bench-ann");
    try {
      Path program = compile(folder);
      Path data = folder.resolve("vectors");
      write(data, vectors, queries, truth);
      return new CppHnswlib(
          folder,
          new ProcessBuilder(
                  program.toString(),
                  data.toString(),
                  Integer.toString(settings.m()),
                  Integer.toString(settings.efConstruction()))
              .redirectErrorStream(true)
              .start());
    } catch (IOException | InterruptedException | RuntimeException e) {
      Folders.delete(folder);
      throw e;
    }
  }

  private static Path compile(Path folder) throws IOException, InterruptedException {
    Path program = folder.resolve("peer");
    Path source = folder.resolve(SOURCE);
    try (InputStream text = Objects.requireNonNull(CppHnswlib.class.getResourceAsStream(SOURCE))) {
      Files.copy(text, source);
    }
    String complaint;
    try {
      Process compiler =
          new ProcessBuilder(
                  "g++", "-O3", "-march=native", "-o", program.toString(), source.toString())
              .redirectErrorStream(true)
              .start();
      complaint = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      compiler.waitFor();
    } catch (IOException e) {
      complaint = String.valueOf(e.getMessage());
    }
    if (!Files.exists(program)) {
      throw new CommandFailedException(
          "The C++ hnswlib could not be compiled (Debian: apt-get install g++ libhnswlib-dev);"
              + " --no-cpp leaves it out. The compiler says: "
              + complaint.lines().findFirst().orElse("nothing"));
    }
    return program;
  }

  /** The processor time of its build, in seconds. */
  double buildSeconds() {
    return built[0];
  }

  /** The processor time to load what it saved, in seconds. */
  double loadSeconds() {
    return built[1];
  }

  /** What it saved, a vector. */
  double bytesPerVector() {
    return built[2];
  }

  /**
   * What asking all queries once showed.
   *
   * @param queriesPerSecond by processor time
   * @param recall the share of the true neighbours that it found
   */
  record Round(double queriesPerSecond, double recall) {}

  /** Asks all queries once. */
  Round ask(int ef) throws IOException {
    questions.println(ef);
    double[] answer = read(2);
    return new Round(answer[0], answer[1]);
  }

  private double[] read(int count) throws IOException {
    String line = answers.readLine();
    String[] values = line == null ? new String[0] : line.split(" ", -1);
    try {
      if (values.length == count) {
        return Arrays.stream(values).mapToDouble(Double::parseDouble).toArray();
      }
    } catch (NumberFormatException e) {
      // It is a complaint.
    }
    throw new CommandFailedException("The C++ hnswlib failed: " + line);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Folders.delete(folder);
  }

  private static void write(Path file, VectorTable vectors, float[][] queries, int[][] truth)
      throws IOException {
    int dimension = vectors.dimension();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      write(out, vectors.rows(), dimension, queries.length, truth[0].length);
      for (int row = 0; row < vectors.rows(); row++) {
        write(out, vectors.values(), vectors.offset(row), dimension);
      }
      for (float[] query : queries) {
        write(out, query, 0, dimension);
      }
      for (int[] rows : truth) {
        write(out, rows);
      }
    }
  }

  private static void write(OutputStream out, float[] values, int offset, int count)
      throws IOException {
    byte[] bytes = new byte[Float.BYTES * count];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values, offset, count);
    out.write(bytes);
  }

  private static void write(OutputStream out, int... numbers) throws IOException {
    byte[] bytes = new byte[Integer.BYTES * numbers.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asIntBuffer().put(numbers);
    out.write(bytes);
  }
}
