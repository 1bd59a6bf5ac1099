package io.segue.schemas.activation;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import io.segue.schemas.signing.RecordSigner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The record that says which index version is to serve, changed by comparing and setting.
 *
 * <p>Whoever opens the register takes the transactional id of all publishers over, which undoes
 * what another one was about to write; then it reads the topic to its end, decides, and writes in a
 * transaction that fails if somebody else has taken over since. So nobody decides by what another
 * one is changing, and of several who decide the same thing one writes it.
 *
 * <p>Not thread-safe. Holds connections; close it soon.
 */
public final class ActiveIndexRegister implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What the topic says.
   *
   * @param active the record in force; empty when there is none
   * @param versions the names of the versions that are published
   */
  public record Contents(Optional<ActiveIndex> active, SortedSet<String> versions) {}

  private final Connection connection;
  private final Producer<String, byte[]> producer;
  private final Serializer<IndexUpdate> updates;

  private ActiveIndexRegister(Connection connection, Producer<String, byte[]> producer) {
    this.connection = connection;
    this.producer = producer;
    this.updates = connection.serdes().valueSerde(Topics.INDEX_VERSIONS).serializer();
  }

  /**
   * Takes the register over from whoever has it.
   *
   * @throws CommandFailedException when Kafka does not let it
   */
  public static ActiveIndexRegister open(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Topics.INDEX_PUBLISHER_ID);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) PATIENCE.toMillis());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    @Nullable Producer<String, byte[]> producer = null;
    try {
      producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
      producer.initTransactions();
      return new ActiveIndexRegister(connection, producer);
    } catch (KafkaException e) {
      if (producer != null) {
        producer.close();
      }
      throw failed(connection, e);
    }
  }

  /**
   * What the topic says now, for whoever changes nothing.
   *
   * @throws CommandFailedException when Kafka does not tell
   */
  public static Contents read(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    Deserializer<IndexUpdate> decoder =
        connection.serdes().valueSerde(Topics.INDEX_VERSIONS).deserializer();
    try (Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      PartitionReader<String> partitions = new PartitionReader<>(consumer);
      String topic = Topics.INDEX_VERSIONS.name();
      Map<String, IndexUpdate> latest = new HashMap<>();
      partitions.read(
          topic,
          partitions.ranges(topic),
          PATIENCE,
          record -> {
            if (record.value() == null) {
              latest.remove(record.key());
            } else {
              latest.put(record.key(), decoder.deserialize(record.topic(), record.value()));
            }
          });
      return contents(latest);
    } catch (KafkaException e) {
      throw failed(connection, e);
    }
  }

  private static Contents contents(Map<String, IndexUpdate> latest) {
    SortedSet<String> versions = new TreeSet<>();
    @Nullable ActiveIndex active = null;
    for (IndexUpdate update : latest.values()) {
      if (update.getUpdate() instanceof IndexManifest manifest) {
        versions.add(manifest.getVersion());
      } else if (update.getUpdate() instanceof ActiveIndex found) {
        active = found;
      }
    }
    return new Contents(Optional.ofNullable(active), versions);
  }

  /**
   * Reads what there is, and writes what is made of it.
   *
   * @param change returns the record to write; empty to write nothing
   * @return what was written; empty when nothing was
   * @throws CommandFailedException when somebody else took the register over in the meantime, or
   *     Kafka refuses; nothing is changed then
   */
  public Optional<ActiveIndex> change(Function<Contents, Optional<ActiveIndex>> change) {
    Optional<ActiveIndex> next = change.apply(read(connection));
    next.ifPresent(this::write);
    return next;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if the record failed
  private void write(ActiveIndex next) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.INDEX_VERSIONS.name(),
            Topics.ACTIVE_KEY,
            updates.serialize(Topics.INDEX_VERSIONS.name(), new IndexUpdate(next)));
    RecordSigner signer = connection.signatures().signer();
    if (signer != null) {
      signer.sign(record);
    }
    try {
      producer.beginTransaction();
      producer.send(record);
      producer.commitTransaction();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new CommandFailedException(
          "Somebody else is publishing or activating an index version right now; nothing was"
              + " changed here.",
          e);
    } catch (KafkaException e) {
      throw failed(connection, e);
    }
  }

  private static CommandFailedException failed(Connection connection, KafkaException e) {
    return new CommandFailedException(
        "Kafka at %s: %s".formatted(connection.bootstrapServers(), e.getMessage()), e);
  }

  /** Gives up what is not finished. */
  @Override
  public void close() {
    producer.close();
  }
}
