package io.segue.trainer.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.recommender.Model;
import io.segue.recommender.ModelBuilder;
import io.segue.recommender.ModelFormat;
import io.segue.recommender.QuerySettings;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.BadInputException;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexPublisherTest {

  private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
  private static final VersionDescription DESCRIPTION =
      new VersionDescription(
          Map.of("validation.hr@100", 0.5), Map.of("min_count", "3"), Manifests.DATASET, "1.2");

  private final AvroSerdes serdes = AvroSerdes.from(Map.of());
  private Loopback kafka = new Loopback();
  private IndexPublisher publisher = publisher();

  @BeforeEach
  void startOver() {
    kafka = new Loopback();
    publisher = publisher();
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void theChunksMakeTheModelsBytesAndTheManifestDescribesThem() throws Exception {
    Model model = model(20_000);
    IndexManifest manifest = publisher.publish(model, DESCRIPTION);

    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ModelFormat.write(model, expected);
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    List<ProducerRecord<String, byte[]>> records = kafka.committed(Topics.INDEX_CHUNKS.name());
    assertThat(records).hasSizeGreaterThan(2).hasSameSizeAs(manifest.getChunks());
    for (int i = 0; i < records.size(); i++) {
      IndexChunk chunk = chunk(records.get(i));
      byte[] data = new byte[chunk.getData().remaining()];
      chunk.getData().get(data);
      bundle.write(data);
      ChunkReference reference = manifest.getChunks().get(i);
      assertThat(records.get(i).key()).isEqualTo("v1/" + i);
      assertThat(chunk.getNumber()).isEqualTo(i);
      assertThat(data).hasSizeLessThanOrEqualTo(Topics.CHUNK_BYTES_MAX);
      assertThat(reference.getOffset()).isEqualTo(i);
      assertThat(reference.getLengthBytes()).isEqualTo(data.length);
      assertThat(reference.getSha256().array()).isEqualTo(sha256(data));
    }
    assertThat(bundle.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(manifest.getSizeBytes()).isEqualTo(expected.size());
    assertThat(manifest.getSha256().array()).isEqualTo(sha256(expected.toByteArray()));
    assertThat(manifest.getTrackCount()).isEqualTo(20_000);
    assertThat(manifest.getCreatedAt()).isEqualTo(NOW);
    assertThat(manifest.getParent()).isNull();
    assertThat(manifest.getMetrics()).containsEntry("validation.hr@100", 0.5);
  }

  @Test
  void theManifestComesBeforeTheActivation() {
    publisher.publish(model(10), DESCRIPTION);
    assertThat(kafka.committed(Topics.INDEX_VERSIONS.name()))
        .extracting(ProducerRecord::key)
        .containsExactly("manifest/v1", "active");
  }

  @Test
  void eachPublicationIsTheNextVersionAndTheActiveOne() {
    publisher.publish(model(10), DESCRIPTION);
    IndexManifest second = publisher.publish(model(10), DESCRIPTION);
    assertThat(second.getVersion()).isEqualTo("v2");
    assertThat(second.getParent()).isEqualTo("v1");
    ActiveIndex active = publisher.history().active().orElseThrow();
    assertThat(active.getVersion()).isEqualTo("v2");
    assertThat(active.getPrevious()).isEqualTo("v1");
    assertThat(active.getReason()).isEqualTo("published");
  }

  @Test
  void theFourthPublicationErasesTheFirst() {
    for (int i = 0; i < 4; i++) {
      publisher.publish(model(10), DESCRIPTION);
    }
    assertThat(publisher.history().manifests())
        .extracting(IndexManifest::getVersion)
        .containsExactly("v2", "v3", "v4");
    assertThat(kafka.committed(Topics.INDEX_CHUNKS.name()))
        .filteredOn(record -> record.value() == null)
        .extracting(ProducerRecord::key)
        .containsExactly("v1/0");
  }

  @Test
  void aVersionMayBePublishedWithoutBeingActivated() {
    publisher.publish(model(10), DESCRIPTION);
    IndexManifest second = publisher.publish(model(10), DESCRIPTION, false, version -> Map.of());
    assertThat(second.getVersion()).isEqualTo("v2");
    assertThat(publisher.history().find("v2")).isPresent();
    assertThat(publisher.history().active().orElseThrow().getVersion()).isEqualTo("v1");
  }

  @Test
  void attachmentsLieBesideTheChunksAndGoWithTheirVersion() throws Exception {
    IndexManifest first =
        publisher.publish(
            model(10), DESCRIPTION, true, version -> Map.of("note.txt", version.getBytes(UTF_8)));
    ProducerRecord<String, byte[]> record = kafka.committed(Topics.INDEX_CHUNKS.name()).get(1);
    assertThat(record.key()).isEqualTo("v1/note.txt");
    assertThat(chunk(record).getData()).isEqualTo(ByteBuffer.wrap("v1".getBytes(UTF_8)));
    Map<String, ChunkReference> attachments = Objects.requireNonNull(first.getAttachments());
    ChunkReference reference = Objects.requireNonNull(attachments.get("note.txt"));
    assertThat(reference.getOffset()).isEqualTo(1);
    assertThat(reference.getSha256().array()).isEqualTo(sha256("v1".getBytes(UTF_8)));
    for (int i = 0; i < 3; i++) {
      publisher.publish(model(10), DESCRIPTION);
    }
    assertThat(kafka.committed(Topics.INDEX_CHUNKS.name()))
        .filteredOn(tombstone -> tombstone.value() == null)
        .extracting(ProducerRecord::key)
        .containsExactly("v1/0", "v1/note.txt");
  }

  @Test
  void theActiveModelCanBeReadBack() throws Exception {
    assertThat(publisher.activeModel()).isEmpty();
    Model model = model(20_000);
    publisher.publish(model, DESCRIPTION);
    publisher.publish(model(10), DESCRIPTION, false, version -> Map.of());
    PublishedModel active = publisher.activeModel().orElseThrow();
    assertThat(active.manifest().getVersion()).isEqualTo("v1");
    assertThat(active.model().vectors().values()).isEqualTo(model.vectors().values());
  }

  @Test
  void rollbackGoesToTheVersionBeforeAndBackAgain() {
    publisher.publish(model(10), DESCRIPTION);
    publisher.publish(model(10), DESCRIPTION);
    ActiveIndex back = publisher.rollback();
    assertThat(back.getVersion()).isEqualTo("v1");
    assertThat(back.getPrevious()).isEqualTo("v2");
    assertThat(back.getReason()).isEqualTo("rollback of v2");
    assertThat(publisher.rollback().getVersion()).isEqualTo("v2");
  }

  @Test
  void rollbackWithNothingBeforeIsBadInput() {
    assertThatThrownBy(() -> publisher.rollback())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("No index version is active");
    publisher.publish(model(10), DESCRIPTION);
    assertThatThrownBy(() -> publisher.rollback())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("nothing to go back to");
  }

  @Test
  void activatingWhatIsActiveWritesNothing() {
    publisher.publish(model(10), DESCRIPTION);
    int records = kafka.producer().history().size();
    assertThat(publisher.activate("v1").getVersion()).isEqualTo("v1");
    assertThat(kafka.producer().history()).hasSize(records);
  }

  @Test
  void activatingAnUnknownVersionNamesTheKnownOnes() {
    publisher.publish(model(10), DESCRIPTION);
    publisher.publish(model(10), DESCRIPTION);
    assertThatThrownBy(() -> publisher.activate("v7"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("There is no index version 'v7'; there are v1, v2.");
  }

  @Test
  void aFailedCommitPublishesNothing() {
    kafka.producer().commitTransactionException = new TimeoutException("the broker is away");
    assertThatThrownBy(() -> publisher.publish(model(10), DESCRIPTION))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("the broker is away");
    assertThat(kafka.producer().history()).isEmpty();
    assertThat(kafka.producer().transactionAborted()).isTrue();
  }

  @Test
  void aFencedPublisherSaysSo() {
    kafka.producer().commitTransactionException = new ProducerFencedException("newer epoch");
    assertThatThrownBy(() -> publisher.publish(model(10), DESCRIPTION))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("another publisher took over");
    assertThat(kafka.producer().history()).isEmpty();
  }

  private IndexPublisher publisher() {
    return new IndexPublisher(
        kafka.producer(), kafka.consumer(), serdes, null, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private IndexChunk chunk(ProducerRecord<String, byte[]> record) {
    return serdes
        .valueSerde(Topics.INDEX_CHUNKS)
        .deserializer()
        .deserialize(record.topic(), record.value());
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  /** Some tracks without artists, an eighth of them with vectors. */
  private static Model model(int tracks) {
    List<String> ids = new ArrayList<>();
    int[] artistOf = new int[tracks];
    int[] counts = new int[tracks];
    for (int i = 0; i < tracks; i++) {
      ids.add("a track with quite a long name, as most of them have, number " + i);
      artistOf[i] = -1;
      counts[i] = 5;
    }
    Random random = new Random(1);
    float[][] vectors = new float[Math.max(1, tracks / 8)][8];
    for (float[] vector : vectors) {
      for (int d = 0; d < vector.length; d++) {
        vector[d] = random.nextFloat();
      }
    }
    return ModelBuilder.build(
        Vocabulary.of(ids),
        counts,
        Vocabulary.of(List.of()),
        artistOf,
        VectorTable.of(vectors),
        QuerySettings.DEFAULT,
        HnswSettings.DEFAULT,
        1,
        rows -> {});
  }
}
