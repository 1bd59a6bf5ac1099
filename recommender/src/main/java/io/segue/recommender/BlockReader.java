package io.segue.recommender;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the blocks of a {@link ModelFormat}. Memory is taken for a block only when its elements are
 * proven to be there; when the bytes run out, the message says what was being read. Not
 * thread-safe.
 */
final class BlockReader {

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private long position;

  BlockReader(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** Steps over the header and returns the format's version. */
  int header(byte[] magic) throws ModelFormatException {
    require(magic.length + 2 * Integer.BYTES, "header");
    for (byte letter : magic) {
      if (bytes.get(ValueLayout.JAVA_BYTE, position++) != letter) {
        throw new ModelFormatException("the bytes do not begin as a Segue model does");
      }
    }
    int version = bytes.get(INT, position);
    position += 2 * Integer.BYTES;
    return version;
  }

  byte[] bytes(String what) throws ModelFormatException {
    byte[] values = new byte[startBlock(what, Byte.BYTES)];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, values, 0, values.length);
    position += values.length;
    return values;
  }

  List<String> lines(String what) throws ModelFormatException {
    String text = new String(bytes(what), StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  int[] ints(String what) throws ModelFormatException {
    int[] values = new int[startBlock(what, Integer.BYTES)];
    MemorySegment.copy(bytes, INT, position, values, 0, values.length);
    position += (long) values.length * Integer.BYTES;
    return values;
  }

  /** As {@link #ints}, when it is known how many there must be. */
  int[] ints(String what, int count) throws ModelFormatException {
    int[] values = ints(what);
    if (values.length != count) {
      throw new ModelFormatException(
          "the model has %d %s, %d are expected".formatted(values.length, what, count));
    }
    return values;
  }

  short[] shorts(String what) throws ModelFormatException {
    short[] values = new short[startBlock(what, Short.BYTES)];
    MemorySegment.copy(bytes, SHORT, position, values, 0, values.length);
    position += (long) values.length * Short.BYTES;
    return values;
  }

  float[] floats(String what) throws ModelFormatException {
    float[] values = new float[startBlock(what, Float.BYTES)];
    MemorySegment.copy(bytes, FLOAT, position, values, 0, values.length);
    position += (long) values.length * Float.BYTES;
    return values;
  }

  void end() throws ModelFormatException {
    if (position != bytes.byteSize()) {
      throw new ModelFormatException(
          "the model goes on for %d bytes after its end".formatted(bytes.byteSize() - position));
    }
  }

  /** Steps over padding and the block's head; returns the element count, proven to be there. */
  private int startBlock(String what, int elementBytes) throws ModelFormatException {
    position += BlockWriter.paddingAfter(position);
    require(BlockWriter.ALIGNMENT, what);
    long count = bytes.get(LONG, position);
    position += BlockWriter.ALIGNMENT;
    if (count < 0 || count > Integer.MAX_VALUE - 8) {
      throw new ModelFormatException("the model claims %d %s".formatted(count, what));
    }
    require(count * elementBytes, what);
    return (int) count;
  }

  private void require(long byteCount, String what) throws ModelFormatException {
    if (byteCount > bytes.byteSize() - position) {
      throw new ModelFormatException(
          "the model is cut short: %s should take %d bytes from %d on, and it ends at %d"
              .formatted(what, byteCount, position, bytes.byteSize()));
    }
  }
}
