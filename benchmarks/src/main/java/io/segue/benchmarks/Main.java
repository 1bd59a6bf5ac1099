package io.segue.benchmarks;

import io.segue.schemas.CommandLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that measure; for whoever works on Segue, so not among those of the main help. */
@Command(
    name = "segue",
    mixinStandardHelpOptions = true,
    description = "Measurements for whoever works on Segue.")
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  private static CommandLine commandLine() {
    CommandLine bench = CommandLines.of(new BenchCommand());
    bench.addSubcommand(CommandLines.of(new KernelsCommand()));
    bench.addSubcommand(CommandLines.of(new StagesCommand()));
    bench.addSubcommand(CommandLines.of(new QueryCommand()));
    bench.addSubcommand(CommandLines.of(new AnnCommand()));
    bench.addSubcommand(CommandLines.of(new FreshnessCommand()));
    bench.addSubcommand(CommandLines.of(new ExamCommand()));
    bench.addSubcommand(CommandLines.of(new LearningCommand()));
    bench.addSubcommand(CommandLines.of(new StartupCommand()));
    bench.addSubcommand(CommandLines.of(new IngestCommand()));
    bench.addSubcommand(CommandLines.of(new RolloverCommand()));
    bench.addSubcommand(CommandLines.of(new MemoryCommand()));
    bench.addSubcommand(CommandLines.of(new GrowthCommand()));
    return CommandLines.of(new Main()).addSubcommand(bench);
  }
}
