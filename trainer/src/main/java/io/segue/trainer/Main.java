package io.segue.trainer;

import io.segue.schemas.CommandLines;
import io.segue.trainer.cli.ActivateCommand;
import io.segue.trainer.cli.MeasureCommand;
import io.segue.trainer.cli.ReportCommand;
import io.segue.trainer.cli.RollbackCommand;
import io.segue.trainer.cli.TrainCommand;
import io.segue.trainer.cli.VersionsCommand;
import io.segue.trainer.cli.WorkCommand;
import io.segue.trainer.evaluation.EvaluateCommand;
import io.segue.trainer.importing.ImportCommand;
import io.segue.trainer.prequential.PrequentialCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The trainer's command line. */
@Command(name = "segue", description = "Trains, publishes and imports.")
public final class Main {

  private Main() {}

  /** Runs one command and exits with its code: 0 done, 1 failed, 2 bad input. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The commands, also for whoever only wants to know whether arguments are understood. */
  public static CommandLine commandLine() {
    return CommandLines.of(new Main())
        .addSubcommand(CommandLines.of(new ImportCommand()))
        .addSubcommand(CommandLines.of(new TrainCommand()))
        .addSubcommand(CommandLines.of(new MeasureCommand()))
        .addSubcommand(CommandLines.of(new WorkCommand()))
        .addSubcommand(CommandLines.of(new ReportCommand()))
        .addSubcommand(CommandLines.of(new VersionsCommand()))
        .addSubcommand(CommandLines.of(new ActivateCommand()))
        .addSubcommand(CommandLines.of(new RollbackCommand()))
        .addSubcommand(CommandLines.of(new EvaluateCommand()))
        .addSubcommand(CommandLines.of(new PrequentialCommand()));
  }
}
