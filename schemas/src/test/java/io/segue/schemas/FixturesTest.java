package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes written by released versions must be read for ever. */
class FixturesTest {

  static Set<String> fixtures() {
    return SampleRecords.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void bytesOfTheFirstVersionStillDecode(String name) throws IOException {
    SpecificRecord expected = Objects.requireNonNull(SampleRecords.all().get(name));
    byte[] bytes;
    try (InputStream in = getClass().getResourceAsStream("fixtures/" + name + ".v1.bin")) {
      bytes = Objects.requireNonNull(in, name).readAllBytes();
    }
    assertThat(
            AvroSerdes.storeSerde(expected.getClass()).deserializer().deserialize("topic", bytes))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aRecordSurvivesTheWayToBytesAndBack(String name) {
    SpecificRecord record = Objects.requireNonNull(SampleRecords.all().get(name));
    assertThat(roundTrip(record)).isEqualTo(record);
  }

  private static <V extends SpecificRecord> SpecificRecord roundTrip(V record) {
    @SuppressWarnings("unchecked") // a record's class is the class of its type
    Class<V> type = (Class<V>) record.getClass();
    byte[] bytes = AvroSerdes.storeSerde(type).serializer().serialize("topic", record);
    return AvroSerdes.storeSerde(type).deserializer().deserialize("topic", bytes);
  }
}
