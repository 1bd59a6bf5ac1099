package io.segue.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A curl command in a console block of a document, with what the document shows as its answer.
 *
 * @param place document and line
 * @param expected the lines after the command; empty where the document shows none
 */
record DocumentedCommand(String place, String command, String expected) {

  private static final Pattern FIELD = Pattern.compile("\"([A-Za-z]+)\":");
  private static final Pattern STATUS = Pattern.compile("\"status\": ([0-9]+)");
  private static final Pattern EVENT = Pattern.compile("(?m)^event:.*$");

  /** All of a document, in order. */
  static List<DocumentedCommand> of(Path document) throws IOException {
    List<DocumentedCommand> commands = new ArrayList<>();
    List<String> lines = Files.readAllLines(document);
    boolean console = false;
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.startsWith("```")) {
        console = line.equals("```console");
      } else if (console && line.startsWith("$ curl ")) {
        StringBuilder expected = new StringBuilder();
        for (int next = at + 1; !lines.get(next).matches("(```|[$] ).*"); next++) {
          expected.append(lines.get(next)).append('\n');
        }
        commands.add(
            new DocumentedCommand(
                document.getFileName() + ":" + (at + 1), line.substring(2), expected.toString()));
      }
    }
    return commands;
  }

  /** What the status must match: what the document shows, a good one where it shows no problem. */
  String statusPattern() {
    Matcher status = STATUS.matcher(expected);
    return status.find() ? status.group(1) : "2[0-9][0-9]";
  }

  /** What the answer must contain: the names of fields and of events. */
  List<String> parts() {
    List<String> parts = new ArrayList<>();
    FIELD.matcher(expected).results().forEach(field -> parts.add(field.group(0)));
    EVENT.matcher(expected).results().forEach(event -> parts.add(event.group(0)));
    return parts;
  }

  /** Whether the answer goes on until the caller goes. */
  boolean isEndless() {
    return command.contains("/live");
  }
}
