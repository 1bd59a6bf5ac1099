package io.segue.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class BoundedLettersTest {

  @Test
  void aLetterOfUsualSizeIsKeptAsItIs() {
    ProducerRecord<byte[], byte[]> letter = letter(10, 100_000);

    assertThat(BoundedLetters.bounded(List.of(letter))).singleElement().isSameAs(letter);
  }

  @Test
  void ofAHugeLetterTheBeginningIsKeptAndWhatItWas() {
    ProducerRecord<byte[], byte[]> letter = letter(500_000, 20_000_000);

    ProducerRecord<byte[], byte[]> kept = BoundedLetters.bounded(List.of(letter)).get(0);

    assertThat(kept.topic()).isEqualTo("dlq");
    assertThat(kept.timestamp()).isEqualTo(17L);
    assertThat(kept.key()).hasSize(4 * 1024);
    assertThat(kept.value()).hasSize(64 * 1024);
    assertThat(text(kept, "__streams.errors.message")).isEqualTo("why");
    assertThat(kept.headers().lastHeader("foreign")).isNull();
    assertThat(text(kept, BoundedLetters.CUT)).contains("500000", "20000000");
  }

  @Test
  void headersCountToo() {
    ProducerRecord<byte[], byte[]> letter = letter(1, 1);
    letter.headers().add("foreign", new byte[2_000_000]);

    ProducerRecord<byte[], byte[]> kept = BoundedLetters.bounded(List.of(letter)).get(0);

    assertThat(kept.headers().lastHeader("foreign")).isNull();
    assertThat(kept.value()).hasSize(1);
  }

  @Test
  void nothingMayBeNull() {
    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>("dlq", null, null);

    assertThat(BoundedLetters.bounded(List.of(letter))).containsExactly(letter);
  }

  private static ProducerRecord<byte[], byte[]> letter(int keyBytes, int valueBytes) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>("dlq", null, 17L, new byte[keyBytes], new byte[valueBytes]);
    letter.headers().add("__streams.errors.message", "why".getBytes(StandardCharsets.UTF_8));
    letter.headers().add("foreign", new byte[] {1});
    return letter;
  }

  private static String text(ProducerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
