package io.segue.trainer.cli;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.ConnectionOptions;
import io.segue.trainer.publishing.IndexPublisher;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rollback}: has every instance serve the version that was active before. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = "Have all instances serve the index version that was active before.",
    footer = {"", "Example:", "  scripts/segue rollback"})
public final class RollbackCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    ActiveIndex active = Activation.with(connectionOptions.connection(), IndexPublisher::rollback);
    Activation.say(active, Objects.requireNonNull(spec).commandLine().getOut());
    return 0;
  }
}
