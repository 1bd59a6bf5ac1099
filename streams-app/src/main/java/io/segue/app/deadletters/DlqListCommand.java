package io.segue.app.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.BadInputException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code segue dlq list}: how many dead letters there are of which cause, and the latest ones. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Count the dead letters by cause and topic, and list the latest ones.",
    footer = {
      "",
      "Examples:",
      "  scripts/segue dlq list",
      "  scripts/segue dlq list --cause=SerializationException --limit=50"
    })
final class DlqListCommand implements Callable<Integer> {

  private static final int KEY_WIDTH = 32;
  private static final int MESSAGE_WIDTH = 100;

  @Mixin private DlqOptions options = new DlqOptions();
  @Mixin private Selection selection = new Selection();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "List so many at most, the latest; all are counted. Default: ${DEFAULT-VALUE}.")
  private int limit = 20;

  @Option(names = "--pending", description = "Only those that were not replayed yet.")
  private boolean pending;

  @Spec private @Nullable CommandSpec spec;

  /** What is counted together. */
  private record Kind(String cause, String topic) implements Comparable<Kind> {
    private static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::cause).thenComparing(Kind::topic);

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  /** How many there are of a kind. */
  private static final class Count {
    long letters;
    long replayed;
  }

  @Override
  public Integer call() {
    if (limit < 0) {
      throw new BadInputException("--limit is a number of dead letters, not " + limit + ".");
    }
    DeadLetterTopic topic = options.topic(options.connection());
    Map<Place, ReplayMark> marks = topic.marks();
    Map<Kind, Count> counts = new TreeMap<>();
    Deque<DeadLetter> latest = new ArrayDeque<>();
    topic.forEach(
        letter -> {
          boolean replayed = marks.containsKey(letter.place());
          if (!selection.includes(letter) || (pending && replayed)) {
            return;
          }
          Kind kind = new Kind(letter.cause(), String.valueOf(letter.sourceTopic()));
          Count count = counts.computeIfAbsent(kind, k -> new Count());
          count.letters++;
          count.replayed += replayed ? 1 : 0;
          latest.addLast(letter);
          if (latest.size() > limit) {
            latest.removeFirst();
          }
        });
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (options.json()) {
      out.println(json(topic.name(), counts, latest, marks).toPrettyString());
    } else {
      print(out, topic.name(), counts, latest, marks);
    }
    out.flush();
    return 0;
  }

  private static void print(
      PrintWriter out,
      String topic,
      Map<Kind, Count> counts,
      Deque<DeadLetter> latest,
      Map<Place, ReplayMark> marks) {
    long total = counts.values().stream().mapToLong(count -> count.letters).sum();
    if (total == 0) {
      out.printf("No dead letters in %s.%n", topic);
      return;
    }
    out.printf("%,d dead letters in %s:%n", total, topic);
    counts.forEach(
        (kind, count) ->
            out.printf(
                "%,9d  %s from %s%s%n",
                count.letters,
                Printable.line(kind.cause),
                Printable.line(kind.topic),
                count.replayed == 0 ? "" : ", %,d of them replayed".formatted(count.replayed)));
    if (latest.isEmpty()) {
      return;
    }
    out.println();
    out.printf(
        "%-10s %-24s %-8s %-28s %-" + KEY_WIDTH + "s %s%n",
        "place",
        "time",
        "replayed",
        "cause",
        "key",
        "message");
    for (DeadLetter letter : latest) {
      out.printf(
          "%-10s %-24s %-8s %-28s %-" + KEY_WIDTH + "s %s%n",
          letter.place(),
          letter.time(),
          marks.containsKey(letter.place()) ? "yes" : "no",
          Printable.line(letter.cause(), 28),
          Printable.line(Printable.textOrHex(letter.key()), KEY_WIDTH),
          Printable.line(letter.message(), MESSAGE_WIDTH));
    }
    if (latest.size() < total) {
      out.printf("These are the latest %,d; --limit shows more.%n", latest.size());
    }
  }

  private static ObjectNode json(
      String topic,
      Map<Kind, Count> counts,
      Deque<DeadLetter> latest,
      Map<Place, ReplayMark> marks) {
    ObjectNode root = LetterJson.object();
    root.put("topic", topic);
    root.put("total", counts.values().stream().mapToLong(count -> count.letters).sum());
    ArrayNode kinds = root.putArray("counts");
    counts.forEach(
        (kind, count) ->
            kinds
                .addObject()
                .put("cause", kind.cause)
                .put("source_topic", kind.topic)
                .put("count", count.letters)
                .put("replayed", count.replayed));
    ArrayNode letters = root.putArray("letters");
    latest.forEach(letter -> letters.add(LetterJson.summary(letter, marks.get(letter.place()))));
    return root;
  }
}
