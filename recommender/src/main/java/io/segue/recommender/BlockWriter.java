package io.segue.recommender;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the blocks of a {@link ModelFormat} through a small buffer, so that a model needs no
 * second copy in memory. Not thread-safe.
 */
final class BlockWriter {

  /** Blocks, and the elements within them, begin at multiples of this. */
  static final int ALIGNMENT = 64;

  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long position;

  BlockWriter(OutputStream out) {
    this.out = out;
  }

  static int paddingAfter(long position) {
    return (int) (Math.ceilDiv(position, (long) ALIGNMENT) * ALIGNMENT - position);
  }

  void header(byte[] magic, int version) throws IOException {
    buffer.put(magic).putInt(version).putInt(0);
    flush();
  }

  void bytes(byte[] values) throws IOException {
    startBlock(values.length);
    out.write(values);
    position += values.length;
  }

  /** Lines of text, which must not contain line feeds. */
  void lines(List<String> lines) throws IOException {
    bytes(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  void ints(int... values) throws IOException {
    startBlock(values.length);
    for (int value : values) {
      if (buffer.remaining() < Integer.BYTES) {
        flush();
      }
      buffer.putInt(value);
    }
    flush();
  }

  void shorts(short[] values) throws IOException {
    startBlock(values.length);
    for (short value : values) {
      if (buffer.remaining() < Short.BYTES) {
        flush();
      }
      buffer.putShort(value);
    }
    flush();
  }

  void floats(float[] values) throws IOException {
    startBlock(values.length);
    for (float value : values) {
      if (buffer.remaining() < Float.BYTES) {
        flush();
      }
      buffer.putFloat(value);
    }
    flush();
  }

  private void startBlock(long count) throws IOException {
    buffer.put(new byte[paddingAfter(position)]);
    buffer.putLong(count).put(new byte[ALIGNMENT - Long.BYTES]);
    flush();
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    position += buffer.position();
    buffer.clear();
  }
}
