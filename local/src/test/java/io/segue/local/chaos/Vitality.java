package io.segue.local.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process takes from the machine, as Linux tells it, and what an instance tells of itself.
 *
 * @param residentMegabytes memory that is really in use
 * @param liveHeapMegabytes of it, what the latest full collection found alive in the old
 *     generation; 0 where nobody asked
 * @param files open file descriptors, without those of tables
 * @param tables open tables of RocksDB, whose number goes up and, with each compaction, down
 * @param stores open stores of RocksDB
 * @param threads threads
 */
record Vitality(
    long residentMegabytes,
    long liveHeapMegabytes,
    long files,
    long tables,
    long stores,
    long threads) {

  /** What is called flat. */
  static final double GROWTH_MAX = 1.1;

  static final String MEMORY_IS_FLAT =
      "memory is flat: resident within a tenth, alive in the heap within a tenth and the caches of"
          + " the stores";

  /** What StreamsProperties gives them: they fill for as long as playlists grow. */
  private static final int STORE_CACHES_MEGABYTES = 32;

  private static final double BYTES_PER_MEBIBYTE = 1 << 20;
  private static final long KIBIBYTES_PER_MEBIBYTE = 1024;

  static Vitality of(long pid) throws IOException {
    return of(pid, 0);
  }

  /** Has the instance collect its garbage first. */
  static Vitality afterCollection(long pid, String address)
      throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    int status =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("jcmd GC.run ended with " + status);
    }
    double alive = metric(address, "jvm_gc_live_data_size_bytes");
    return of(pid, (long) (alive / BYTES_PER_MEBIBYTE));
  }

  private static Vitality of(long pid, long liveHeapMegabytes) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    long resident = 0;
    long threads = 0;
    for (String line : Files.readAllLines(process.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        resident = number(line) / KIBIBYTES_PER_MEBIBYTE;
      } else if (line.startsWith("Threads:")) {
        threads = number(line);
      }
    }
    List<String> open = descriptors(process.resolve("fd"));
    long tables = open.stream().filter(name -> name.endsWith(".sst")).count();
    long stores = open.stream().filter(name -> name.endsWith("/LOCK")).count();
    return new Vitality(resident, liveHeapMegabytes, open.size() - tables, tables, stores, threads);
  }

  /** What the descriptors stand for; those that were closed meanwhile are left out. */
  private static List<String> descriptors(Path folder) throws IOException {
    List<String> targets = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try {
          targets.add(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException e) {
          // Closed meanwhile.
        }
      }
    }
    return targets;
  }

  /** Of two looks at one process, both after a collection, whose heap is whole. */
  boolean needsNoMoreMemoryThan(Vitality before) {
    return residentMegabytes <= before.residentMegabytes * GROWTH_MAX
        && liveHeapMegabytes <= before.liveHeapMegabytes * GROWTH_MAX + STORE_CACHES_MEGABYTES;
  }

  /** The sum over all series of a metric of the instance at an address. */
  static double metric(String address, String name) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String text =
          http.send(
                  HttpRequest.newBuilder(URI.create("http://" + address + "/metrics")).build(),
                  BodyHandlers.ofString())
              .body();
      return text.lines()
          .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }
}
