package io.segue.local;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code segue broker}: a Kafka broker for development, until it is interrupted. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = {
      "Run a Kafka broker on this machine, for trying things out.",
      "It listens on loopback only, without authentication, and keeps its data in a folder."
    },
    footer = {"", "Example:", "  scripts/segue broker --port=9092"})
final class BrokerCommand implements Callable<Integer> {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".segue/broker",
      description = "Where the data lies. Default: ${DEFAULT-VALUE}.")
  private Path dataFolder = Path.of(".segue/broker");

  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "The port, 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port = 9092;

  @Override
  public Integer call() {
    EmbeddedBroker broker = EmbeddedBroker.start(dataFolder, port);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stopping"));
    System.out.println("Broker ready: " + broker.bootstrapServers());
    broker.awaitShutdown();
    return 0;
  }
}
