import java.io.File;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes one event to Segue's topic playlist-events, with no more than kafka-clients and avro:
 *
 * <pre>java -cp "$(cat streams-app/target/classpath)" examples/java/ProduceEvent.java BOOTSTRAP_SERVERS PLAYLIST TRACK</pre>
 *
 * <p>Prints the token by which a query can wait for the event: its partition, a dash, its offset.
 */
public final class ProduceEvent {

  private ProduceEvent() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: ProduceEvent BOOTSTRAP_SERVERS PLAYLIST TRACK");
      System.exit(2);
    }
    String playlistId = arguments[1];
    Schema schema = new Schema.Parser().parse(new File("schemas/src/main/avro/PlaylistEvent.avsc"));
    GenericRecord event = new GenericData.Record(schema);
    event.put("eventId", UUID.randomUUID().toString());
    event.put("playlistId", playlistId);
    event.put("trackId", arguments[2]);
    event.put("action", new GenericData.EnumSymbol(schema.getField("action").schema(), "ADD"));
    event.put("occurredAt", Instant.now().toEpochMilli());
    event.put("source", "java-example");

    // Avro's single-object encoding: C3 01, the schema's fingerprint, the record.
    BinaryMessageEncoder<GenericRecord> encoder =
        new BinaryMessageEncoder<>(GenericData.get(), schema);
    ByteBuffer encoded = encoder.encode(event);
    byte[] value = new byte[encoded.remaining()];
    encoded.get(value);

    Map<String, Object> config =
        Map.of("bootstrap.servers", arguments[0], "acks", "all", "enable.idempotence", true);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      RecordMetadata written =
          producer.send(new ProducerRecord<>("playlist-events", playlistId, value)).get();
      System.out.println(written.partition() + "-" + written.offset());
    }
  }
}
