package io.segue.app.canary;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.activation.ActiveIndexRegister;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code segue canary stop}: ends the trial by hand. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "End the trial: the active version answers for all playlists again.",
    footer = {
      "",
      "Examples:",
      "  scripts/segue canary stop",
      "  scripts/segue canary stop --promote"
    })
final class CanaryStopCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--promote", description = "Make the candidate the active version instead.")
  private boolean promote;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    ActiveIndex now;
    try (ActiveIndexRegister register = ActiveIndexRegister.open(connection.connection())) {
      now =
          register
              .change(
                  contents ->
                      promote
                          ? TrialControl.promoted(
                              contents,
                              Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS),
                              "canary promoted by hand")
                          : TrialControl.rolledBack(contents, "canary stopped by hand"))
              .orElseThrow(() -> new BadInputException("No version is on trial."));
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(TrialJson.of(new ObjectMapper(), now).toPrettyString());
    } else {
      out.printf("The trial is over; %s answers for all playlists.%n", now.getVersion());
    }
    out.flush();
    return 0;
  }
}
