package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types what docs/tutorial.md says, in one shell, at ports of its own and with less time for the
 * ranking, both by the environment. Each line of output that the page shows must come, up to its
 * numbers.
 */
class TutorialIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String PROMPT = "$ ";
  private static final String NOT_RUN = "<!-- not run -->";
  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.,]*");

  @TempDir Path folder;

  @Test
  void thePageDoesWhatItSays() throws Exception {
    List<String> lines = consoleLines(Files.readAllLines(ROOT.resolve("docs/tutorial.md")));
    String listen = "127.0.0.1:" + EmbeddedBroker.freePort();
    int brokerPort = EmbeddedBroker.freePort();
    String script =
        lines.stream()
            .filter(line -> line.startsWith(PROMPT))
            .map(line -> line.substring(PROMPT.length()).replace("localhost:8080", listen))
            .collect(
                Collectors.joining(
                    "\n",
                    "set -meuo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n",
                    "\nwait\n"));

    String output =
        run(
            script,
            Map.of(
                "SEGUE_PORT",
                Integer.toString(brokerPort),
                "SEGUE_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + brokerPort,
                "SEGUE_LISTEN",
                listen,
                "SEGUE_RANKING_TIME",
                "1s",
                "PATH",
                ROOT.resolve("scripts") + ":" + System.getenv("PATH")));

    for (String shown : lines) {
      if (!shown.startsWith(PROMPT) && !shown.equals("...")) {
        assertThat(output).containsPattern(withAnyNumbers(shown));
      }
    }
  }

  /** The lines of the page's console blocks that are run. */
  private static List<String> consoleLines(List<String> page) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (int i = 1; i < page.size(); i++) {
      String line = page.get(i);
      if (line.startsWith("```")) {
        inside = line.equals("```console") && !page.get(i - 1).equals(NOT_RUN);
      } else if (inside) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static Pattern withAnyNumbers(String shown) {
    return Pattern.compile(
        NUMBER
            .splitAsStream(shown)
            .map(Pattern::quote)
            .collect(Collectors.joining(NUMBER.pattern())));
  }

  private String run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(Files.createDirectory(folder.resolve("work")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process shell = builder.start();
    boolean ended = shell.waitFor(4, TimeUnit.MINUTES);
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
    String text = Files.readString(output);
    assertThat(ended).as("the shell ends in time: %s", text).isTrue();
    assertThat(shell.exitValue()).as(text).isZero();
    return text;
  }
}
