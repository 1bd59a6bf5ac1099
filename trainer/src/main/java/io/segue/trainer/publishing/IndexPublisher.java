package io.segue.trainer.publishing;

import io.segue.recommender.Model;
import io.segue.recommender.ModelFormat;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.BadInputException;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import io.segue.schemas.activation.Rollback;
import io.segue.schemas.signing.RecordSigner;
import io.segue.trainer.topics.Clients;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes index versions and says which one is to be served.
 *
 * <p>A publication is one transaction: the chunks, the attachments, the manifest, the activation,
 * and tombstones for versions that are no longer kept. Readers of finished transactions see all of
 * it or nothing. All publishers share a transactional id, so there is never more than one: a newer
 * one fences the one before it, whose transaction is then undone.
 *
 * <p>Not thread-safe.
 */
public final class IndexPublisher implements AutoCloseable {

  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final VersionLog log;
  private final ModelReader models;
  private final Serializer<IndexChunk> chunks;
  private final Serializer<IndexUpdate> updates;
  private final @Nullable RecordSigner signer;
  private final Clock clock;

  /**
   * @param producer transactional, with transactions not initialised yet; closed by this object
   * @param consumer reads finished transactions; closed by this object
   * @param serdes of the topics' values
   * @param signer signs manifests and activations, which name all else by its digest; null when
   *     nobody asks for signatures
   * @param clock for the times in the records
   */
  IndexPublisher(
      Producer<String, byte[]> producer,
      Consumer<String, byte[]> consumer,
      AvroSerdes serdes,
      @Nullable RecordSigner signer,
      Clock clock) {
    this.producer = producer;
    this.consumer = consumer;
    this.log =
        new VersionLog(
            new PartitionReader<>(consumer),
            serdes.valueSerde(Topics.INDEX_VERSIONS).deserializer());
    this.models =
        new ModelReader(
            new PartitionReader<>(consumer), serdes.valueSerde(Topics.INDEX_CHUNKS).deserializer());
    this.chunks = serdes.valueSerde(Topics.INDEX_CHUNKS).serializer();
    this.updates = serdes.valueSerde(Topics.INDEX_VERSIONS).serializer();
    this.signer = signer;
    this.clock = clock;
    producer.initTransactions();
  }

  /**
   * Connects, and fences any other publisher.
   *
   * @throws KafkaException when no broker answers
   */
  public static IndexPublisher open(Connection connection, Clock clock) {
    Producer<String, byte[]> producer = Clients.publisher(connection);
    Consumer<String, byte[]> consumer = Clients.reader(connection);
    try {
      return new IndexPublisher(
          producer, consumer, connection.serdes(), connection.signatures().signer(), clock);
    } catch (RuntimeException e) {
      producer.close();
      consumer.close();
      throw e;
    }
  }

  /** What there is now. */
  public VersionHistory history() {
    return log.read();
  }

  /**
   * The version that is active now, with its model; empty when there is none.
   *
   * @throws VersionUnreadableException when there is one and its model cannot be read
   * @throws KafkaException when the broker does not answer
   */
  public Optional<PublishedModel> activeModel() throws VersionUnreadableException {
    VersionHistory history = log.read();
    @Nullable String active = history.active().map(ActiveIndex::getVersion).orElse(null);
    if (active == null) {
      return Optional.empty();
    }
    IndexManifest manifest =
        history
            .find(active)
            .orElseThrow(() -> new VersionUnreadableException("there is no manifest of " + active));
    return Optional.of(new PublishedModel(manifest, models.read(manifest)));
  }

  /** Publishes a model without attachments and makes it the active one. */
  public IndexManifest publish(Model model, VersionDescription description) {
    return publish(model, description, true, version -> Map.of());
  }

  /**
   * Publishes a model.
   *
   * @param activate whether it is to be served; otherwise it is only there to be looked at, and to
   *     be activated by hand
   * @param attachments documents by file name, each of at most {@link Topics#CHUNK_BYTES_MAX}
   *     bytes, given the new version's name
   * @return the new version's manifest
   * @throws CommandFailedException when Kafka refuses, or another publisher took over; nothing is
   *     published then
   */
  public IndexManifest publish(
      Model model,
      VersionDescription description,
      boolean activate,
      Function<String, Map<String, byte[]>> attachments) {
    VersionHistory history = log.read();
    String version = history.next();
    @Nullable String parent = history.active().map(ActiveIndex::getVersion).orElse(null);
    IndexManifest[] published = new IndexManifest[1];
    inTransaction(
        "publishing " + version,
        () -> {
          ChunkSender sender = new ChunkSender(producer, chunks, version);
          ModelFormat.write(model, sender);
          List<ChunkReference> references = sender.finish();
          Map<String, ChunkReference> attached = new TreeMap<>();
          for (Map.Entry<String, byte[]> attachment : attachments.apply(version).entrySet()) {
            attached.put(
                attachment.getKey(), sender.attach(attachment.getKey(), attachment.getValue()));
          }
          IndexManifest manifest =
              new IndexManifest(
                  version,
                  clock.instant(),
                  parent,
                  ModelFormat.VERSION,
                  sender.size(),
                  ByteBuffer.wrap(sender.digest()),
                  references,
                  model.tracks().size(),
                  model.vectors().dimension(),
                  description.metrics(),
                  description.hyperparameters(),
                  description.dataset(),
                  description.codeVersion(),
                  attached);
          send(Topics.manifestKey(version), manifest);
          if (activate) {
            send(
                Topics.ACTIVE_KEY,
                new ActiveIndex(version, parent, clock.instant(), "published", null));
          }
          history.outdatedBy(version, activate).forEach(this::erase);
          published[0] = manifest;
        });
    return published[0];
  }

  /**
   * Makes a version the active one.
   *
   * @return what is active now; unchanged when it was that version already
   * @throws BadInputException when there is no such version
   * @throws CommandFailedException as for {@link #publish}
   */
  public ActiveIndex activate(String version) {
    return activate(log.read(), version, "activated by hand");
  }

  /**
   * Makes the version active that was active before.
   *
   * @throws BadInputException when there is none
   * @throws CommandFailedException as for {@link #publish}
   */
  public ActiveIndex rollback() {
    VersionHistory history = log.read();
    ActiveIndex back =
        Rollback.of(
            history.active(),
            history.manifests().stream().map(IndexManifest::getVersion).toList(),
            clock.instant());
    inTransaction("activating " + back.getVersion(), () -> send(Topics.ACTIVE_KEY, back));
    return back;
  }

  private ActiveIndex activate(VersionHistory history, String version, String reason) {
    if (history.find(version).isEmpty()) {
      throw new BadInputException(
          history.manifests().isEmpty()
              ? "No index versions are published; train one first."
              : "There is no index version '%s'; there are %s."
                  .formatted(
                      version,
                      history.manifests().stream()
                          .map(IndexManifest::getVersion)
                          .collect(Collectors.joining(", "))));
    }
    @Nullable String current = history.active().map(ActiveIndex::getVersion).orElse(null);
    if (version.equals(current)) {
      return history.active().orElseThrow();
    }
    ActiveIndex active = new ActiveIndex(version, current, clock.instant(), reason, null);
    inTransaction("activating " + version, () -> send(Topics.ACTIVE_KEY, active));
    return active;
  }

  private void send(String key, Object update) {
    send(
        new ProducerRecord<>(
            Topics.INDEX_VERSIONS.name(),
            key,
            updates.serialize(Topics.INDEX_VERSIONS.name(), new IndexUpdate(update))));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if any record of it failed
  private void send(ProducerRecord<String, byte[]> record) {
    if (signer != null && record.topic().equals(Topics.INDEX_VERSIONS.name())) {
      signer.sign(record);
    }
    producer.send(record);
  }

  private void erase(IndexManifest manifest) {
    String version = manifest.getVersion();
    // The manifest first: who still sees it may read the chunks until compaction removes them.
    send(tombstone(Topics.INDEX_VERSIONS.name(), Topics.manifestKey(version)));
    for (int number = 0; number < manifest.getChunks().size(); number++) {
      send(tombstone(Topics.INDEX_CHUNKS.name(), Topics.chunkKey(version, number)));
    }
    Map<String, ChunkReference> attachments = manifest.getAttachments();
    if (attachments != null) {
      for (String fileName : attachments.keySet()) {
        send(tombstone(Topics.INDEX_CHUNKS.name(), Topics.attachmentKey(version, fileName)));
      }
    }
  }

  @SuppressWarnings("NullAway") // a tombstone is a record without a value
  private static ProducerRecord<String, byte[]> tombstone(String topic, String key) {
    return new ProducerRecord<>(topic, key, null);
  }

  /** Something to be done in a transaction. */
  private interface Step {
    void run() throws IOException, InterruptedException, ExecutionException;
  }

  private void inTransaction(String what, Step step) {
    try {
      producer.beginTransaction();
      step.run();
      producer.commitTransaction();
    } catch (ProducerFencedException e) {
      throw new CommandFailedException(
          "While %s another publisher took over; this one has published nothing.".formatted(what),
          e);
    } catch (KafkaException | IOException | ExecutionException e) {
      abort(e);
      throw new CommandFailedException("Kafka refused %s: %s".formatted(what, message(e)), e);
    } catch (InterruptedException e) {
      abort(e);
      Thread.currentThread().interrupt();
      throw new CommandFailedException(
          "Interrupted while %s; nothing is published.".formatted(what), e);
    }
  }

  private static String message(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return String.valueOf(cause.getMessage());
  }

  private void abort(Exception cause) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      // The broker undoes it when its time is over.
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
