package io.segue.app.deadletters;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue dlq show}: everything about one dead letter. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show one dead letter whole: bytes, decoded value, headers, stack trace.",
    footer = {"", "Example:", "  scripts/segue dlq show 0:17"})
final class DlqShowCommand implements Callable<Integer> {

  @Mixin private DlqOptions options = new DlqOptions();

  @Parameters(
      paramLabel = "PLACE",
      description = "partition:offset, as 'dlq list' prints it, or the offset alone.")
  private String place = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Place wanted = Place.parse(place);
    Connection connection = options.connection();
    DeadLetterTopic topic = options.topic(connection);
    DeadLetter letter = topic.at(wanted);
    if (letter == null) {
      throw new CommandFailedException(
          "There is no dead letter at %s of %s; 'dlq list' shows which there are."
              .formatted(wanted, topic.name()));
    }
    ReplayMark mark = topic.marks().get(wanted);
    DecodedValue decoded = DecodedValue.of(letter, connection);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (options.json()) {
      out.println(LetterJson.whole(letter, mark, decoded).toPrettyString());
    } else {
      print(out, topic.name(), letter, mark, decoded);
    }
    out.flush();
    return 0;
  }

  private static void print(
      PrintWriter out,
      String topic,
      DeadLetter letter,
      @Nullable ReplayMark mark,
      DecodedValue decoded) {
    out.printf("place      %s of %s%n", letter.place(), topic);
    out.printf(
        "came from  %s of %s%n",
        letter.source() == null ? "an unknown place" : letter.source(),
        letter.sourceTopic() == null ? "an unknown topic" : Printable.line(letter.sourceTopic()));
    out.printf("time       %s%n", letter.time());
    out.printf("cause      %s%n", Printable.line(letter.exception()));
    out.printf("message    %s%n", Printable.line(letter.message()));
    out.printf(
        "replayed   %s%n",
        mark == null ? "no" : "to %s of %s".formatted(mark.to(), Printable.line(mark.topic())));
    out.printf("key        %s%n", Printable.textOrHex(letter.key()));
    byte[] value = letter.value();
    out.printf("value      %s%n", value == null ? "null" : "%,d bytes".formatted(value.length));
    if (value != null) {
      out.print(Printable.hexTable(value, "  "));
      String text = Printable.utf8(value);
      if (text != null) {
        out.printf("as UTF-8   %s%n", Printable.line(text));
      }
      out.printf(
          "decoded    %s%n",
          decoded.text() == null
              ? "no: " + Printable.line(decoded.trouble())
              : Printable.line(decoded.text()));
    }
    out.println("headers");
    for (Header header : letter.headers()) {
      if (!header.key().equals(DeadLetter.ERROR_PREFIX + "stacktrace")) {
        out.printf("  %s: %s%n", Printable.line(header.key()), Printable.textOrHex(header.value()));
      }
    }
    String stackTrace = letter.stackTrace();
    if (stackTrace != null) {
      out.println("stack trace");
      stackTrace
          .lines()
          .forEach(line -> out.println("  " + Printable.line(line.replace("\t", "    "))));
    }
  }
}
