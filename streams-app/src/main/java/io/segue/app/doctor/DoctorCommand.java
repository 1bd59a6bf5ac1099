package io.segue.app.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.app.ServeSettings;
import io.segue.schemas.CommandLines;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code segue doctor}: is everything there that Segue needs, and how is it mended if not? */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Check the JDK, the disk, the broker, the topics and their settings, the schema registry, the"
          + " index and the clock.",
      "Changes nothing. Says how to mend what is wrong. Ends with exit code 1 when something is."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue doctor",
      "  scripts/segue doctor --config=client.properties --json"
    })
public final class DoctorCommand implements Callable<Integer> {

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = ServeSettings.STATE_DIR_DEFAULT,
      description =
          "Folder where an instance keeps its stores and cached indexes. Default:"
              + " ${DEFAULT-VALUE}.")
  private Path stateDir = Path.of(ServeSettings.STATE_DIR_DEFAULT);

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, JsonProcessingException {
    Connection to = connection.connection();
    List<Finding> findings = new ArrayList<>();
    findings.add(MachineChecks.jdk());
    findings.add(MachineChecks.disk(stateDir));
    findings.addAll(new KafkaChecks(to, Clock.systemUTC()).all());
    findings.add(RegistryCheck.of(to));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(findings));
    } else {
      findings.forEach(finding -> print(finding, out));
    }
    out.flush();
    return findings.stream().anyMatch(finding -> finding.state() == Finding.State.BAD)
        ? CommandLines.FAILED
        : CommandLines.DONE;
  }

  /** In colour only where the output is a terminal; picocli finds that out. */
  private static void print(Finding finding, PrintWriter out) {
    String mark =
        switch (finding.state()) {
          case GOOD -> "@|green good|@";
          case NOTE -> "@|yellow note|@";
          case BAD -> "@|red,bold bad |@";
        };
    out.printf("%s  %-9s %s%n", Ansi.AUTO.string(mark), finding.check(), finding.found());
    if (finding.mend() != null) {
      out.printf("                %s%n", finding.mend());
    }
  }
}
