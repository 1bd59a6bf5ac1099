package io.segue.trainer.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.trainer.embedding.ProcessorTime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What one step costs in time and memory. One at a time: peaks are those of the process. */
final class PhaseCost {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");

  private final long startNanos = System.nanoTime();
  private final double startCpuSeconds = ProcessorTime.ofProcess();

  private PhaseCost() {}

  /** Starts to count, and forgets the peaks before. */
  static PhaseCost start() {
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    try {
      // Linux: sets the peak of the resident memory back to what is resident now.
      Files.writeString(CLEAR_REFS, "5");
    } catch (IOException e) {
      // Elsewhere there is no such file; the peak is then that since the start of the process.
    }
    return new PhaseCost();
  }

  /**
   * Puts {@code seconds}, {@code cpu_seconds}, {@code heap_peak_bytes} (with what was garbage
   * already) and {@code rss_peak_bytes} (all memory of the process; Linux only).
   */
  void end(ObjectNode into) throws IOException {
    into.put("seconds", (System.nanoTime() - startNanos) / 1e9)
        .put("cpu_seconds", ProcessorTime.ofProcess() - startCpuSeconds)
        .put("heap_peak_bytes", pools().stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum());
    if (Files.exists(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          into.put("rss_peak_bytes", 1024 * Long.parseLong(line.replaceAll("\\D", "")));
        }
      }
    }
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
