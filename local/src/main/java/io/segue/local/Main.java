package io.segue.local;

import io.segue.app.ServeCommand;
import io.segue.schemas.CommandLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The whole command line: every subcommand of every module. */
@Command(
    name = "segue",
    mixinStandardHelpOptions = true,
    description = "A Kafka-native recommender: what should play next?")
public final class Main {

  private Main() {}

  /** Runs a subcommand and ends with its exit code. */
  public static void main(String[] arguments) {
    CommandLine segue = CommandLines.of(new Main());
    segue.addSubcommand(CommandLines.of(new BrokerCommand()));
    segue.addSubcommand(CommandLines.of(new ServeCommand()));
    System.exit(segue.execute(arguments));
  }
}
