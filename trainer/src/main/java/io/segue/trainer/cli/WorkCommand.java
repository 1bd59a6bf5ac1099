package io.segue.trainer.cli;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import io.segue.trainer.distributed.TrialWorker;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code work}: runs trials that searches anywhere on the cluster have posted. */
@Command(
    name = "work",
    mixinStandardHelpOptions = true,
    description = {
      "Run trials for searches that were started with 'train --distributed', on any machine.",
      "Takes one trial at a time, until it is interrupted; the trial under way goes to another worker then."
    },
    footer = {"", "Example:", "  scripts/segue work --bootstrap-servers=kafka-1:9092 --parallel=2"})
public final class WorkCommand implements Callable<Integer> {

  private static final long STOPPING_MS_MAX = 15_000;

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many trials to run at once; each takes one thread. Default: ${DEFAULT-VALUE}.")
  private int parallel = 1;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (parallel < 1 || parallel > 256) {
      throw new BadInputException("--parallel must be between 1 and 256, not " + parallel + ".");
    }
    Connection connection = connectionOptions.connection();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<TrialWorker> workers =
        TrialWorker.of(connection, parallel, Clock.systemUTC(), line -> say(out, line));
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(workers, main), "stopping"));
    try (ExecutorService executor = Executors.newFixedThreadPool(parallel)) {
      List<Future<?>> running = new ArrayList<>();
      for (TrialWorker worker : workers) {
        running.add(
            executor.submit(
                () -> {
                  worker.run();
                  return null;
                }));
      }
      try {
        for (Future<?> future : running) {
          future.get();
        }
      } catch (ExecutionException e) {
        workers.forEach(TrialWorker::stop);
        throw failure(connection, e.getCause());
      }
    }
    return 0;
  }

  private static RuntimeException failure(Connection connection, @Nullable Throwable cause) {
    if (cause instanceof KafkaException) {
      return new CommandFailedException(
          "Kafka at %s: %s".formatted(connection.bootstrapServers(), cause.getMessage()), cause);
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  private static void stop(List<TrialWorker> workers, Thread main) {
    workers.forEach(TrialWorker::stop);
    try {
      main.join(STOPPING_MS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(PrintWriter out, String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
