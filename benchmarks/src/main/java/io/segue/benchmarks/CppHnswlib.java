package io.segue.benchmarks;

import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.CommandFailedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The C++ hnswlib on the same vectors, queries and truth: the ceiling. A program of a few lines,
 * compiled on the machine that measures, for its instructions.
 */
final class CppHnswlib {

  private static final String SOURCE = "hnswlib_peer.cpp";

  private CppHnswlib() {}

  /**
   * Compiles, builds and searches; nothing where there is no compiler or no library.
   *
   * @param truth the true neighbours of each query, ascending
   * @param efs how many candidates searches keep
   * @param rounds how often each is timed, after once to warm up
   */
  static List<AnnComparison.Row> measure(
      VectorTable vectors,
      float[][] queries,
      int[][] truth,
      HnswSettings settings,
      List<Integer> efs,
      int rounds)
      throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("segue-bench-ann");
      try {
        Path program = folder.resolve("peer");
        Path source = folder.resolve(SOURCE);
        try (InputStream text =
            Objects.requireNonNull(CppHnswlib.class.getResourceAsStream(SOURCE))) {
          Files.copy(text, source);
        }
        String complaint =
            run(
                List.of(
                    "g++", "-O3", "-march=native", "-o", program.toString(), source.toString()));
        if (!Files.exists(program)) {
          throw new CommandFailedException(
              "The C++ hnswlib could not be compiled (Debian: apt-get install g++ libhnswlib-dev);"
                  + " --no-cpp leaves it out. The compiler says: "
                  + complaint.lines().findFirst().orElse("nothing"));
        }
        Path data = folder.resolve("vectors");
        write(data, vectors, queries, truth);
        List<String> command = new ArrayList<>();
        command.addAll(
            List.of(
                program.toString(),
                data.toString(),
                Integer.toString(settings.m()),
                Integer.toString(settings.efConstruction()),
                Integer.toString(rounds)));
        efs.forEach(ef -> command.add(Integer.toString(ef)));
        return run(command).lines().map(CppHnswlib::row).toList();
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AnnComparison.Row row(String line) {
    String[] values = line.split(" ", -1);
    return new AnnComparison.Row(
        AnnComparison.CEILING,
        Integer.parseInt(values[0]),
        Double.parseDouble(values[1]),
        Double.parseDouble(values[2]),
        Double.parseDouble(values[3]),
        Spread.of(Arrays.stream(values).skip(5).mapToDouble(Double::parseDouble).toArray()),
        Double.parseDouble(values[4]));
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

  /** What a command printed, its complaints too. */
  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 && !command.get(0).equals("g++")) {
      throw new CommandFailedException(command.get(0) + " failed: " + output);
    }
    return output;
  }
}
