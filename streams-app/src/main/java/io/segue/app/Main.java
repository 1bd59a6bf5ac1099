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
    System.exit(commandLine().execute(arguments));
  }

  /** The commands, also for whoever only wants to know whether arguments are understood. */
  public static CommandLine commandLine() {
    return CommandLines.of(new Main())
        .addSubcommand(CommandLines.of(new ServeCommand()))
        .addSubcommand(CommandLines.of(new CanaryCommand()))
        .addSubcommand(CommandLines.of(new DlqCommand()))
        .addSubcommand(CommandLines.of(new TokenCommand()))
        .addSubcommand(CommandLines.of(new DoctorCommand()));
  }
}
