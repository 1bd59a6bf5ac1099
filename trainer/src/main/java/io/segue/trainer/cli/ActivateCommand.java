package io.segue.trainer.cli;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.ConnectionOptions;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code activate V}: has every instance serve that version. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    description = "Have all instances serve an index version that is already published.",
    footer = {"", "Example:", "  scripts/segue activate v6"})
public final class ActivateCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Parameters(paramLabel = "VERSION", description = "For example v3; 'segue versions' lists them.")
  private String version = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    ActiveIndex active =
        Activation.with(connectionOptions.connection(), publisher -> publisher.activate(version));
    Activation.say(active, Objects.requireNonNull(spec).commandLine().getOut());
    return 0;
  }
}
