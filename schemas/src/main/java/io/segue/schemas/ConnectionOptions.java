package io.segue.schemas;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options by which every command line reaches Kafka: put it into a command as picocli's
 * {@code @Mixin}.
 *
 * <p>The address is, in this order: {@code --bootstrap-servers}, {@code bootstrap.servers} of the
 * {@code --config} file, the environment variable {@value #ENVIRONMENT_VARIABLE}, {@value
 * #ADDRESS_DEFAULT}.
 */
public final class ConnectionOptions {

  /** The environment variable with the address. */
  public static final String ENVIRONMENT_VARIABLE = "SEGUE_BOOTSTRAP_SERVERS";

  /** The address when none is given. */
  public static final String ADDRESS_DEFAULT = "localhost:9092";

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = {
        "Kafka brokers.",
        "Default: bootstrap.servers of the --config file, else $"
            + ENVIRONMENT_VARIABLE
            + ", else "
            + ADDRESS_DEFAULT
            + "."
      })
  private @Nullable String bootstrapServers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Java properties for the Kafka clients (security.protocol, …)",
        "the schema registry (schema.registry.url, …)",
        "and the keys of signed index versions (segue.index.…)."
      })
  private @Nullable Path configFile;

  private final Map<String, String> environment;

  /** With the process's environment. */
  public ConnectionOptions() {
    this(System.getenv());
  }

  ConnectionOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * What the options say.
   *
   * @throws BadInputException when the file cannot be read or no address is in it
   * @throws org.apache.kafka.common.config.ConfigException when the registry's settings are wrong
   */
  public Connection connection() {
    Map<String, String> properties = new HashMap<>();
    if (configFile != null) {
      read(configFile).forEach((key, value) -> properties.put((String) key, (String) value));
    }
    String fromFile = properties.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    String address = bootstrapServers;
    if (address == null) {
      address = fromFile;
    }
    if (address == null) {
      address = environment.getOrDefault(ENVIRONMENT_VARIABLE, ADDRESS_DEFAULT);
    }
    if (address.isBlank()) {
      throw new BadInputException(
          "The address of the Kafka brokers is empty; give --bootstrap-servers host:port.");
    }
    return new Connection(address.strip(), properties);
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(
          "The --config file "
              + file
              + " cannot be read as Java properties: "
              + (Files.isRegularFile(file) ? e.getMessage() : "there is no such file")
              + ".",
          e);
    }
    return properties;
  }
}
