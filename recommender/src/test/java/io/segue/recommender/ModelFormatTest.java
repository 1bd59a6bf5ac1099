package io.segue.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFormatTest {

  private final Model model = Models.rockAndJazz(new QuerySettings(3, 0.5f, 77));

  @Test
  void modelComesBackAsItWasWritten() throws Exception {
    Model read = ModelFormat.read(MemorySegment.ofArray(write(model)));

    assertThat(read.query()).isEqualTo(model.query());
    assertThat(read.counts()).isEqualTo(model.counts());
    assertThat(read.artistOf()).isEqualTo(model.artistOf());
    assertThat(read.vectors().values()).isEqualTo(model.vectors().values());
    assertThat(read.tracks().indexOf("jazz3")).isEqualTo(5);
    assertThat(read.artists().id(3)).isEqualTo("Monk");
    assertThat(write(read)).isEqualTo(write(model));
  }

  @Test
  void bytesOfVersionOneAreStillRead() throws Exception {
    byte[] fixture;
    try (InputStream in = ModelFormatTest.class.getResourceAsStream("model-v1.bin")) {
      fixture = in.readAllBytes();
    }

    Model read = ModelFormat.read(MemorySegment.ofArray(fixture));

    assertThat(read.query()).isEqualTo(new QuerySettings(3, 0.5f, 77));
    assertThat(new Recommender(read, TrackArtists.NONE).similar("jazz3", 1))
        .extracting(Recommendation::trackId)
        .containsExactly("jazz2");
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] whole = write(model);

    for (int length = 0; length < whole.length; length++) {
      MemorySegment cut = MemorySegment.ofArray(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ModelFormat.read(cut)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void bytesAfterTheEndAreRefused() throws Exception {
    byte[] whole = write(model);

    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 3)))
        .hasMessage("the model goes on for 3 bytes after its end");
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> read(new byte[100]))
        .hasMessage("the bytes do not begin as a Segue model does");
  }

  @Test
  void otherVersionsAreRefused() throws Exception {
    byte[] whole = write(model);
    whole[8] = 99;

    assertThatThrownBy(() -> read(whole))
        .hasMessage("the model has format version 99, this Segue reads version 1");
  }

  @Test
  void countThatLiesIsRefusedBeforeMemoryIsTakenForIt() throws Exception {
    byte[] whole = write(model);
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(64, 1L << 30);

    assertThatThrownBy(() -> read(whole))
        .hasMessageContaining("cut short: settings should take 4294967296 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomDamageIsRefusedOrReadButNeverCrashes(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = write(model);
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        new Recommender(read(damaged), TrackArtists.NONE).similar("jazz3", 3);
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageStartingWith("the ");
      }
    }
  }

  private static Model read(byte[] bytes) throws ModelFormatException {
    return ModelFormat.read(MemorySegment.ofArray(bytes));
  }

  private static byte[] write(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFormat.write(model, out);
    return out.toByteArray();
  }
}
