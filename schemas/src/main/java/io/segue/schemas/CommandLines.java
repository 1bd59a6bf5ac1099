package io.segue.schemas;

import io.segue.schemas.serdes.RegistryUnavailableException;
import io.segue.schemas.serdes.SchemaRegistryException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * How every command line of Segue ends: exit code {@value #DONE}, {@value #FAILED} or {@value
 * #BAD_INPUT}, and for known causes one sentence on the error stream instead of a stack trace.
 */
public final class CommandLines {

  /** Exit code: the command did what it was asked to. */
  public static final int DONE = CommandLine.ExitCode.OK;

  /** Exit code: the command was understood, and something went wrong. */
  public static final int FAILED = CommandLine.ExitCode.SOFTWARE;

  /** Exit code: the options or the files given cannot be used. */
  public static final int BAD_INPUT = CommandLine.ExitCode.USAGE;

  /** The names of all commands, of which each module's program has some. */
  public static final Set<String> COMMANDS =
      Set.of(
          "demo",
          "broker",
          "replay",
          "import",
          "train",
          "measure",
          "work",
          "report",
          "versions",
          "activate",
          "rollback",
          "evaluate",
          "prequential",
          "serve",
          "canary",
          "dlq",
          "token",
          "doctor",
          "completion",
          "bench");

  private static final Map<String, String> EXIT_CODES =
      new TreeMap<>(
          Map.of(
              "" + DONE, "done",
              "" + FAILED, "understood, and something went wrong",
              "" + BAD_INPUT, "the options or the files given cannot be used"));

  private static final Logger log = LoggerFactory.getLogger(CommandLines.class);

  private CommandLines() {}

  /**
   * A command line for the command (an object or class with picocli's {@code @Command}), to run
   * with {@link CommandLine#execute}. To put several commands under one, add them as sub-commands
   * of this one: they inherit the handling of errors.
   */
  public static CommandLine of(Object command) {
    return of(command, new OptionDefaults(System.getenv(), Path.of(OptionDefaults.FILE_DEFAULT)));
  }

  static CommandLine of(Object command, OptionDefaults defaults) {
    CommandLine made = new CommandLine(command);
    made.setDefaultValueProvider(defaults);
    made.setExecutionStrategy(parsed -> execute(parsed, defaults));
    String version = CodeVersion.current();
    made.getCommandSpec().version("Segue " + (version.isEmpty() ? "(unpacked)" : version));
    made.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(EXIT_CODES);
    return made.setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> handle(failure, commandLine))
        .setParameterExceptionHandler((failure, arguments) -> explain(failure));
  }

  private static int execute(CommandLine.ParseResult parsed, OptionDefaults defaults) {
    try {
      LogFormat.check(System.getenv(LogFormat.VARIABLE));
      defaults.complete(parsed);
    } catch (BadInputException e) {
      return handle(e, parsed.commandSpec().commandLine());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int handle(Exception failure, CommandLine commandLine) {
    String name = commandLine.getCommandSpec().qualifiedName();
    PrintWriter err = commandLine.getErr();
    if (failure instanceof BadInputException || failure instanceof ConfigException) {
      say(err, name, failure);
      return BAD_INPUT;
    }
    if (failure instanceof CommandFailedException
        || failure instanceof SchemaRegistryException
        || failure instanceof RegistryUnavailableException) {
      say(err, name, failure);
      return FAILED;
    }
    // Not foreseen, so a fault of the program: the stack trace is what its authors need.
    log.error("{} failed unexpectedly", name, failure);
    err.println(name + ": failed unexpectedly: " + failure);
    err.flush();
    return FAILED;
  }

  private static void say(PrintWriter err, String name, Exception failure) {
    log.debug("{} ended early", name, failure);
    err.println(name + ": " + failure.getMessage());
    err.flush();
  }

  private static int explain(CommandLine.ParameterException failure) {
    CommandLine commandLine = failure.getCommandLine();
    PrintWriter err = commandLine.getErr();
    String name = commandLine.getCommandSpec().qualifiedName();
    err.println(name + ": " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("'" + name + " --help' lists the options.");
    err.flush();
    return BAD_INPUT;
  }
}
