package io.segue.schemas;

import io.segue.schemas.serdes.RegistrySettings;
import io.segue.schemas.signing.SignatureSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach the Kafka cluster and, if there is one, the schema registry.
 *
 * <p>Immutable and thread-safe; opens nothing. {@link #toString()} shows addresses and the names of
 * other settings, never their values, which may be secrets.
 */
public final class Connection {

  private final String bootstrapServers;
  private final Map<String, String> properties;
  private final AvroSerdes serdes;
  private final SignatureSettings signatures;

  /**
   * @param bootstrapServers brokers as {@code host:port}, separated by commas
   * @param properties further settings of the Kafka clients, the schema registry's as {@link
   *     AvroSerdes} names them, and the keys' as {@link SignatureSettings} does
   * @throws org.apache.kafka.common.config.ConfigException when the registry's settings are wrong
   * @throws BadInputException when the file of a key cannot be used
   */
  public Connection(String bootstrapServers, Map<String, String> properties) {
    this.bootstrapServers = bootstrapServers;
    this.properties = Map.copyOf(properties);
    this.serdes = AvroSerdes.from(this.properties);
    this.signatures = SignatureSettings.from(this.properties);
  }

  /** A connection with nothing but an address. */
  public static Connection to(String bootstrapServers) {
    return new Connection(bootstrapServers, Map.of());
  }

  /** Brokers as {@code host:port}, separated by commas. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * A new configuration for any Kafka client (producer, consumer, admin, streams) with the address
   * and the user's settings; the caller adds its own. The schema registry's settings and Segue's
   * own are not in it: they are {@link #serdes()}'s and {@link #signatures()}'s.
   */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          if (!RegistrySettings.isRegistryKey(key) && !SignatureSettings.isSegueKey(key)) {
            config.put(key, value);
          }
        });
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return config;
  }

  /** The serdes of the topics' values; every call gives the same object. */
  public AvroSerdes serdes() {
    return serdes;
  }

  /** The keys by which index versions are signed and verified. */
  public SignatureSettings signatures() {
    return signatures;
  }

  @Override
  public String toString() {
    String settings =
        new TreeSet<>(properties.keySet())
            .stream()
                .filter(key -> !RegistrySettings.isRegistryKey(key))
                .collect(Collectors.joining(", "));
    return "Kafka at "
        + bootstrapServers
        + ", "
        + serdes
        + (settings.isEmpty() ? "" : ", with settings for " + settings);
  }
}
