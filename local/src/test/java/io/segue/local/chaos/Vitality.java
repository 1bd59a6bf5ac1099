package io.segue.local.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes from the machine, as Linux tells it, and what an instance tells of itself.
 *
 * @param residentMegabytes memory that is really in use
 * @param files open file descriptors
 * @param threads threads
 */
record Vitality(long residentMegabytes, long files, long threads) {

  private static final long KIBIBYTES_PER_MEBIBYTE = 1024;

  static Vitality of(long pid) throws IOException {
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
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return new Vitality(resident, files.count(), threads);
    }
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
