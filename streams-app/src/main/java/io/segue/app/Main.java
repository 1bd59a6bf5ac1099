package io.segue.app;

import io.segue.app.access.TokenCommand;
import io.segue.app.canary.CanaryCommand;
import io.segue.app.deadletters.DlqCommand;
import io.segue.app.doctor.DoctorCommand;
import io.segue.schemas.CommandLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the streams app: what serves, and what looks after it. */
@Command(
    name = "segue",
    subcommandsRepeatable = false,
    mixinStandardHelpOptions = true,
    description = "Segue, a Kafka-native next-track recommender.")
public final class Main {

  Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandLine segue = CommandLines.of(new Main());
    segue.addSubcommand(CommandLines.of(new ServeCommand()));
    segue.addSubcommand(CommandLines.of(new CanaryCommand()));
    segue.addSubcommand(CommandLines.of(new DlqCommand()));
    segue.addSubcommand(CommandLines.of(new TokenCommand()));
    segue.addSubcommand(CommandLines.of(new DoctorCommand()));
    System.exit(segue.execute(arguments));
  }
}
