package io.segue.app.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandLines;
import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code segue dlq replay}: sends chosen dead letters back to the topic they came from, each once.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Send dead letters back to the topic they came from, when what made them",
      "fail is mended. Key, value, timestamp and partition stay as they were. Each",
      "is sent once: a second replay leaves out what was replayed before. What fails",
      "again becomes a new dead letter."
    },
    footer = {
      "",
      "Exit code 1 when a chosen dead letter does not come from playlist-events.",
      "",
      "Examples:",
      "  scripts/segue dlq replay --cause=SerializationException --dry-run",
      "  scripts/segue dlq replay --offsets=0:17,0:20"
    })
final class DlqReplayCommand implements Callable<Integer> {

  /**
   * The only topic that is written to: headers are not proof, and whoever may write dead letters
   * must not be able to have an operator write to another topic for him.
   */
  private static final String SOURCE = Topics.PLAYLIST_EVENTS.name();

  @Mixin private DlqOptions options = new DlqOptions();
  @Mixin private Selection selection = new Selection();

  @Option(names = "--all", description = "All that were not replayed yet.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say what would be replayed, and send nothing.")
  private boolean dryRun;

  @Spec private @Nullable CommandSpec spec;

  /** What became of the chosen dead letters. */
  private static final class Tally {
    final Map<String, Long> byCause = new TreeMap<>();
    long replayed;
    long before;
    long foreign;
    long cut;

    void replay(DeadLetter letter) {
      byCause.merge(letter.cause(), 1L, Long::sum);
      replayed++;
    }
  }

  @Override
  public Integer call() {
    if (all == selection.isGiven()) {
      throw new BadInputException(
          "Say which dead letters to replay: --all, or some of --offsets, --cause, --key, --since"
              + " and --until.");
    }
    Connection connection = options.connection();
    DeadLetterTopic topic = options.topic(connection);
    Tally tally = new Tally();
    if (dryRun) {
      choose(topic, tally, letter -> {});
    } else {
      try (Replay replay = Replay.open(connection, topic.name())) {
        choose(topic, tally, replay::add);
        replay.finish();
      }
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (options.json()) {
      out.println(json(tally).toPrettyString());
    } else {
      print(out, tally);
    }
    out.flush();
    return tally.foreign + tally.cut == 0 ? CommandLines.DONE : CommandLines.FAILED;
  }

  private void choose(DeadLetterTopic topic, Tally tally, Consumer<DeadLetter> action) {
    Map<Place, ReplayMark> marks = topic.marks();
    topic.forEach(
        letter -> {
          if (!selection.includes(letter)) {
            return;
          }
          if (marks.containsKey(letter.place())) {
            tally.before++;
          } else if (!letter.isWhole()) {
            tally.cut++;
          } else if (letter.source() == null || !SOURCE.equals(letter.sourceTopic())) {
            tally.foreign++;
          } else {
            tally.replay(letter);
            action.accept(letter);
          }
        });
  }

  private void print(PrintWriter out, Tally tally) {
    String would = dryRun ? "Would replay" : "Replayed";
    out.printf("%s %,d dead letters to %s.%n", would, tally.replayed, SOURCE);
    tally.byCause.forEach((cause, count) -> out.printf("%,9d  %s%n", count, Printable.line(cause)));
    if (tally.before > 0) {
      out.printf("%,d more were replayed before and are left alone.%n", tally.before);
    }
    if (tally.cut > 0) {
      out.printf("%,d more were too large to be kept whole, and cannot be replayed.%n", tally.cut);
    }
    if (tally.foreign > 0) {
      out.printf(
          "%,d more do not say that they come from %s, and cannot be replayed.%n",
          tally.foreign, SOURCE);
    }
    if (dryRun) {
      out.println("Nothing was sent.");
    }
  }

  private ObjectNode json(Tally tally) {
    ObjectNode root = LetterJson.object();
    root.put("dry_run", dryRun);
    root.put("topic", SOURCE);
    root.put("replayed", tally.replayed);
    ObjectNode causes = root.putObject("by_cause");
    tally.byCause.forEach(causes::put);
    root.put("replayed_before", tally.before);
    root.put("not_whole", tally.cut);
    root.put("of_unknown_origin", tally.foreign);
    return root;
  }
}
