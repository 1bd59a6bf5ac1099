package io.segue.local;

import io.segue.app.ServeCommand;
import io.segue.app.access.TokenCommand;
import io.segue.app.canary.CanaryCommand;
import io.segue.app.deadletters.DlqCommand;
import io.segue.app.doctor.DoctorCommand;
import io.segue.schemas.CommandLines;
import io.segue.trainer.cli.ActivateCommand;
import io.segue.trainer.cli.ReportCommand;
import io.segue.trainer.cli.RollbackCommand;
import io.segue.trainer.cli.TrainCommand;
import io.segue.trainer.cli.VersionsCommand;
import io.segue.trainer.cli.WorkCommand;
import io.segue.trainer.evaluation.EvaluateCommand;
import io.segue.trainer.importing.ImportCommand;
import io.segue.trainer.prequential.PrequentialCommand;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The whole command line: every subcommand of every module. */
@Command(
    name = "segue",
    mixinStandardHelpOptions = true,
    description = "A Kafka-native recommender: what should play next?",
    footer = {
      "",
      "Examples:",
      "  scripts/segue demo                            everything on this machine",
      "  scripts/segue doctor                          is everything there, and how is it mended?",
      "  scripts/segue serve --help                    the options of a command",
      "  source <(scripts/segue completion)            completion in bash and zsh",
      "",
      "Options may also be in the environment (SEGUE_STATE_DIR for --state-dir) or in segue.yaml; see",
      "docs/configuration.md."
    })
public final class Main {

  private Main() {}

  /** Runs a subcommand and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine segue = CommandLines.of(new Main());
    Stream.of(
            new DemoCommand(),
            new ReplayCommand(),
            new ImportCommand(),
            new TrainCommand(),
            new WorkCommand(),
            new ReportCommand(),
            new VersionsCommand(),
            new ActivateCommand(),
            new RollbackCommand(),
            new EvaluateCommand(),
            new PrequentialCommand(),
            new ServeCommand(),
            new CanaryCommand(),
            new DlqCommand(),
            new TokenCommand(),
            new DoctorCommand(),
            new BrokerCommand())
        .map(CommandLines::of)
        .forEach(segue::addSubcommand);
    CommandLine completion = CommandLines.of(new GenerateCompletion());
    completion
        .getCommandSpec()
        .usageMessage()
        .footer("", "Example:", "  source <(scripts/segue completion)");
    segue.addSubcommand("completion", completion);
    return segue;
  }
}
