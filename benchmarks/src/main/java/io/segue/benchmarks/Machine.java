package io.segue.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.CodeVersion;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a measurement was made on and with; without it, no figure means anything. */
final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** In one line. */
  static String words() {
    return String.format(
        Locale.ROOT,
        "%d processors (%s, vectors of %d floats), load %.1f; Java %s; Kafka clients"
            + " %s; Segue %s",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        FloatVector.SPECIES_PREFERRED.length(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version(),
        AppInfoParser.getVersion(),
        CodeVersion.current());
  }

  /** The same as fields. */
  static void put(ObjectNode node) {
    node.put("processors", Runtime.getRuntime().availableProcessors())
        .put("processor", processor())
        .put("lanes", FloatVector.SPECIES_PREFERRED.length())
        .put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
        .put("java", Runtime.version().toString())
        .put("kafka_clients", AppInfoParser.getVersion())
        .put("segue", CodeVersion.current());
  }

  private static String processor() {
    try {
      return Files.readAllLines(CPU_INFO).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
