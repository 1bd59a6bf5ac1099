package io.segue.benchmarks;

import io.segue.schemas.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has in memory, by Linux' account, in bytes.
 *
 * @param resident all of it
 * @param anonymous of that, what is of no file: heaps, stacks, what malloc gave
 * @param files of that, pages of files that are mapped; the system takes them back when it must
 */
record ProcessMemory(long resident, long anonymous, long files) {

  private static final String UNIT = " kB";

  /**
   * Asks the system.
   *
   * @throws CommandFailedException when there is no such process, or no Linux
   */
  static ProcessMemory of(long pid) {
    Path status = Path.of("/proc/" + pid + "/status");
    try {
      return parse(Files.readAllLines(status));
    } catch (IOException e) {
      throw new CommandFailedException(
          "The memory of process %d cannot be read from %s: %s.".formatted(pid, status, e), e);
    }
  }

  /** Reads the lines of {@code /proc/PID/status}; what they do not have is 0. */
  static ProcessMemory parse(List<String> lines) {
    return new ProcessMemory(
        bytes(lines, "VmRSS:"), bytes(lines, "RssAnon:"), bytes(lines, "RssFile:"));
  }

  private static long bytes(List<String> lines, String field) {
    return lines.stream()
        .filter(line -> line.startsWith(field) && line.endsWith(UNIT))
        .mapToLong(
            line ->
                1024
                    * Long.parseLong(
                        line.substring(field.length(), line.length() - UNIT.length()).strip()))
        .findFirst()
        .orElse(0);
  }
}
