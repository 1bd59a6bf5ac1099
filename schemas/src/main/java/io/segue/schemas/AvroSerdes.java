package io.segue.schemas;

import io.segue.schemas.serdes.RecordDeserializer;
import io.segue.schemas.serdes.RecordSerializer;
import io.segue.schemas.serdes.RegistrySettings;
import io.segue.schemas.serdes.SchemaRegistry;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Gives the serdes of Avro values: the one door to them.
 *
 * <p>Without {@code schema.registry.url} values are written in Avro's single-object encoding; with
 * it in Confluent's wire format, under the keys that users of Confluent's serializers know: {@code
 * schema.registry.url} (several, separated by commas), {@code auto.register.schemas}, {@code
 * use.latest.version}, {@code value.subject.name.strategy}, {@code basic.auth.credentials.source},
 * {@code basic.auth.user.info}. Readers understand both, by the first byte.
 *
 * <p>The serdes' (de)serializers throw {@link
 * org.apache.kafka.common.errors.SerializationException}s with sentences.
 *
 * <p>Immutable and thread-safe, as are the serdes. All serdes of one object share one client of the
 * registry and what it has learnt.
 */
public final class AvroSerdes {

  private final @Nullable SchemaRegistry registry;

  private AvroSerdes(@Nullable SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * Reads the keys above; others are passed over, so any client's configuration will do. Connects
   * to nothing yet.
   *
   * @throws ConfigException saying which key is wrong and how
   */
  public static AvroSerdes from(Map<String, ?> config) {
    return new AvroSerdes(RegistrySettings.from(config).map(SchemaRegistry::new).orElse(null));
  }

  /** The serde of the topic's values. */
  public <V extends SpecificRecord> Serde<V> valueSerde(Topic<V> topic) {
    return serde(topic.valueType(), registry);
  }

  /**
   * The serde of a state store's values: always the single-object encoding, so that stores and
   * their changelogs need no registry.
   */
  public static <V extends SpecificRecord> Serde<V> storeSerde(Class<V> type) {
    return serde(type, null);
  }

  private static <V extends SpecificRecord> Serde<V> serde(
      Class<V> type, @Nullable SchemaRegistry registry) {
    return Serdes.serdeFrom(
        new RecordSerializer<>(type, registry), new RecordDeserializer<>(type, registry));
  }

  /**
   * Asks the schema registry for its subjects.
   *
   * @return whether there is to be one; false where none is configured
   * @throws io.segue.schemas.serdes.SchemaRegistryException when it refuses
   * @throws io.segue.schemas.serdes.RegistryUnavailableException when it cannot be asked
   */
  public boolean checkRegistry() {
    if (registry != null) {
      registry.check();
    }
    return registry != null;
  }

  @Override
  public String toString() {
    return registry == null ? "no schema registry" : registry.toString();
  }
}
