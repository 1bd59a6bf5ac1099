package io.segue.trainer.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of UTF-8 text, without their ends ({@code \n} or {@code \r\n}). A line that is too long or
 * not UTF-8 is told as such and the next one can be read: one bad line costs one line.
 *
 * <p>Not thread-safe.
 */
final class LineReader implements Closeable {

  /** The longest line, in bytes: what one line may cost in memory. */
  static final int LINE_BYTES_MAX = 16 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  /** The beginning of a line that goes on beyond the buffer. */
  private byte[] carried = new byte[1 << 10];

  private int carriedBytes;
  private long number;

  /**
   * A line.
   *
   * @param number from 1
   * @param text the line; empty when {@code problem} is not null
   * @param problem why the line could not be read, a sentence, or null
   */
  record Line(long number, String text, @Nullable String problem) {}

  LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line, null at the end. */
  @Nullable Line next() throws IOException {
    carriedBytes = 0;
    long lengthBytes = 0;
    while (true) {
      if (position == limit) {
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        position = 0;
        if (limit == 0) {
          return lengthBytes == 0 ? null : line(carried, 0, carriedBytes, lengthBytes);
        }
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      int count = end - position;
      boolean complete = end < limit;
      int from = position;
      position = complete ? end + 1 : end;
      lengthBytes += count;
      if (complete && carriedBytes == 0 && lengthBytes == count) {
        return line(buffer, from, count, lengthBytes);
      }
      if (lengthBytes <= LINE_BYTES_MAX) {
        carry(from, count);
      }
      if (complete) {
        return line(carried, 0, carriedBytes, lengthBytes);
      }
    }
  }

  private void carry(int from, int count) {
    if (carriedBytes + count > carried.length) {
      carried = Arrays.copyOf(carried, Math.max(2 * carried.length, carriedBytes + count));
    }
    System.arraycopy(buffer, from, carried, carriedBytes, count);
    carriedBytes += count;
  }

  private Line line(byte[] bytes, int from, int count, long lengthBytes) {
    number++;
    if (lengthBytes > LINE_BYTES_MAX) {
      return new Line(
          number,
          "",
          "The line has "
              + lengthBytes
              + " bytes; at most "
              + LINE_BYTES_MAX
              + " are read at a time.");
    }
    int start = from;
    int length = count;
    if (number == 1
        && length >= 3
        && Arrays.equals(bytes, start, start + 3, BYTE_ORDER_MARK, 0, 3)) {
      start += 3;
      length -= 3;
    }
    if (length > 0 && bytes[start + length - 1] == '\r') {
      length--;
    }
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(bytes, start, length)) {
      return new Line(number, "", "The line is not valid UTF-8.");
    }
    return new Line(number, text, null);
  }

  private static boolean isUtf8(byte[] bytes, int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
