package io.segue.recommender;

import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.vectors.VectorTable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A model as bytes, and back.
 *
 * <p>Little-endian. A header of 16 bytes, the letters {@code SEGUEIDX}, the format's version as an
 * int and four zero bytes, then these blocks, each beginning at a multiple of 64 bytes with its
 * element count as a long and 56 zero bytes, so that the elements too lie at a multiple of 64:
 *
 * <ol>
 *   <li>settings: int[] of lastTracks, decay as float bits, efSearch, dimension, M, entry row
 *   <li>track ids: byte[] letters, then int[] starts
 *   <li>counts: int[]
 *   <li>artist ids: byte[] letters, then int[] starts
 *   <li>artistOf: int[]
 *   <li>vectors: float[] in {@link VectorTable}'s layout
 *   <li>graph: int[] upperStart, int[] bottom, int[] upper, as in {@link HnswGraph}
 * </ol>
 */
public final class ModelFormat {

  /** The version of the format that is written; the only one that is read. */
  public static final int VERSION = 1;

  private static final byte[] MAGIC = {'S', 'E', 'G', 'U', 'E', 'I', 'D', 'X'};
  private static final int ALIGNMENT = 64;
  private static final int SETTINGS = 6;

  private ModelFormat() {}

  /** Writes the model; does not close the stream. Equal models give equal bytes. */
  public static void write(Model model, OutputStream out) throws IOException {
    Writer writer = new Writer(out);
    writer.header();
    writer.ints(
        new int[] {
          model.query().lastTracks(),
          Float.floatToIntBits(model.query().decay()),
          model.query().efSearch(),
          model.vectors().dimension(),
          model.graph().m(),
          model.graph().entryRow()
        });
    writer.bytes(model.tracks().letters());
    writer.ints(model.tracks().starts());
    writer.ints(model.counts());
    writer.bytes(model.artists().letters());
    writer.ints(model.artists().starts());
    writer.ints(model.artistOf());
    writer.floats(model.vectors().values());
    writer.ints(model.graph().upperStart());
    writer.ints(model.graph().bottom());
    writer.ints(model.graph().upper());
  }

  /**
   * Reads a model. Copies what it keeps, so the segment may be unmapped afterwards.
   *
   * @throws ModelFormatException when the bytes are of another format, are cut short, go on after
   *     the end, or do not make a sound model
   */
  public static Model read(MemorySegment bytes) throws ModelFormatException {
    Reader reader = new Reader(bytes);
    reader.header();
    int[] settings = reader.ints("settings");
    if (settings.length != SETTINGS) {
      throw new ModelFormatException(
          "the model has %d settings, %d are expected".formatted(settings.length, SETTINGS));
    }
    byte[] trackLetters = reader.bytes("track ids");
    int[] trackStarts = reader.ints("starts of the track ids");
    int[] counts = reader.ints("counts");
    byte[] artistLetters = reader.bytes("artist ids");
    int[] artistStarts = reader.ints("starts of the artist ids");
    int[] artistOf = reader.ints("artists of the tracks");
    float[] vectors = reader.floats("vectors");
    int[] upperStart = reader.ints("upper layers' starts");
    int[] bottom = reader.ints("bottom layer");
    int[] upper = reader.ints("upper layers");
    reader.end();
    try {
      HnswGraph graph = new HnswGraph(settings[4], settings[5], upperStart, bottom, upper);
      graph.requireSound();
      return new Model(
          Vocabulary.over(trackLetters, trackStarts),
          counts,
          Vocabulary.over(artistLetters, artistStarts),
          artistOf,
          new VectorTable(graph.size(), settings[3], vectors),
          graph,
          new QuerySettings(settings[0], Float.intBitsToFloat(settings[1]), settings[2]));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("the model is not sound: " + e.getMessage(), e);
    }
  }

  private static int paddingAfter(long position) {
    return (int) (Math.ceilDiv(position, (long) ALIGNMENT) * ALIGNMENT - position);
  }

  /** Writes blocks through a small buffer, so that a model needs no second copy in memory. */
  private static final class Writer {

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private final ByteBuffer buffer =
        ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long position;

    Writer(OutputStream out) {
      this.out = out;
    }

    void header() throws IOException {
      buffer.put(MAGIC).putInt(VERSION).putInt(0);
      flush();
    }

    void bytes(byte[] values) throws IOException {
      startBlock(values.length);
      out.write(values);
      position += values.length;
    }

    void ints(int[] values) throws IOException {
      startBlock(values.length);
      for (int value : values) {
        if (buffer.remaining() < Integer.BYTES) {
          flush();
        }
        buffer.putInt(value);
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

  /** Reads blocks, and says what was being read when the bytes ran out. */
  private static final class Reader {

    private static final ValueLayout.OfInt INT =
        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
        ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private long position;

    Reader(MemorySegment bytes) {
      this.bytes = bytes;
    }

    void header() throws ModelFormatException {
      require(MAGIC.length + 2 * Integer.BYTES, "header");
      for (byte letter : MAGIC) {
        if (bytes.get(ValueLayout.JAVA_BYTE, position++) != letter) {
          throw new ModelFormatException("the bytes do not begin as a Segue model does");
        }
      }
      int version = bytes.get(INT, position);
      if (version != VERSION) {
        throw new ModelFormatException(
            "the model has format version %d, this Segue reads version %d"
                .formatted(version, VERSION));
      }
      position += 2 * Integer.BYTES;
    }

    byte[] bytes(String what) throws ModelFormatException {
      byte[] values = new byte[startBlock(what, Byte.BYTES)];
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, values, 0, values.length);
      position += values.length;
      return values;
    }

    int[] ints(String what) throws ModelFormatException {
      int[] values = new int[startBlock(what, Integer.BYTES)];
      MemorySegment.copy(bytes, INT, position, values, 0, values.length);
      position += (long) values.length * Integer.BYTES;
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
      position += paddingAfter(position);
      require(ALIGNMENT, what);
      long count = bytes.get(LONG, position);
      position += ALIGNMENT;
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
}
