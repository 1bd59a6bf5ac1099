package io.segue.schemas;

import io.segue.schemas.serdes.RecordSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a {@link StoredPlaylist} lie in its bytes, so that a track can be appended
 * without decoding those before it:
 *
 * <pre>
 * C3 01 fingerprint of the schema
 * userId         0, or 1 and a string
 * tracks         their number, as many strings, 0; of none only the 0
 * occurredAt     the same with numbers
 * skipped        the same with strings
 * appliedEvents  a length and as many bytes
 * eventCount     a number
 * updatedAt      a number
 * </pre>
 *
 * <p>Numbers are Avro's (zigzag, 7 bits a byte, the lowest first), a string is the length of its
 * UTF-8 and that. This is what Avro's encoder makes of today's schema of {@link PlaylistState};
 * {@code StoredPlaylistTest} holds the two together. Bytes that are laid out in another way, by an
 * earlier schema, in several blocks or by damage, have no layout: they have to be decoded.
 *
 * <p>Immutable and thread-safe.
 */
final class PlaylistLayout {

  private static final byte[] HEADER =
      new RecordSerializer<>(PlaylistState.class, null).singleObjectHeader();

  private static final int NUMBER_BYTES_MAX = 10;

  /** Counts, lengths, times and kinds that are written anew. */
  private static final int NUMBERS_WRITTEN = 10;

  /**
   * The items of an array.
   *
   * @param from where the first one begins
   * @param second where the next one would begin; {@code from} when there are none
   * @param to where the last one ends
   */
  private record Items(int count, int from, int second, int to) {}

  private final byte[] bytes;
  private final int userTo;
  private final Items tracks;
  private final Items times;
  private final Items skipped;
  private final int appliedFrom;
  private final int appliedTo;
  private final long eventCount;

  private PlaylistLayout(Cursor cursor) {
    bytes = cursor.bytes;
    long kind = cursor.number();
    if (kind == 1) {
      cursor.skipString();
    } else {
      cursor.require(kind == 0);
    }
    userTo = cursor.at;
    tracks = cursor.items(Cursor::skipString);
    times = cursor.items(Cursor::skipNumber);
    skipped = cursor.items(Cursor::skipString);
    int appliedBytes = cursor.length();
    appliedFrom = cursor.at;
    appliedTo = appliedFrom + appliedBytes;
    cursor.at = appliedTo;
    eventCount = cursor.number();
    cursor.skipNumber();
    cursor.require(tracks.count == times.count && appliedBytes % Long.BYTES == 0);
    cursor.require(cursor.at == bytes.length);
  }

  /** The layout of a stored playlist's bytes; null when they are laid out in another way. */
  static @Nullable PlaylistLayout of(byte[] bytes) {
    int header = HEADER.length;
    if (bytes.length < header || !Arrays.equals(bytes, 0, header, HEADER, 0, header)) {
      return null;
    }
    Cursor cursor = new Cursor(bytes, header);
    PlaylistLayout layout = new PlaylistLayout(cursor);
    return cursor.sound ? layout : null;
  }

  int trackCount() {
    return tracks.count;
  }

  /** The fingerprints of the events that were applied, 8 bytes each. */
  ByteBuffer applied() {
    return ByteBuffer.wrap(bytes, appliedFrom, appliedTo - appliedFrom);
  }

  /** Whether the track is among the skipped ones. */
  boolean hasSkipped(String track) {
    if (skipped.count == 0) {
      return false;
    }
    byte[] wanted = utf8(track);
    Cursor cursor = new Cursor(bytes, skipped.from);
    while (cursor.at < skipped.to) {
      int length = cursor.length();
      int from = cursor.at;
      cursor.at += length;
      if (Arrays.equals(bytes, from, cursor.at, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The bytes of the playlist with the event's track appended; all else is copied.
   *
   * @param event adds or plays a track that is not among the skipped ones
   * @param fingerprint the event's
   * @param tracksMax at least as many as there are tracks; if there are so many, the oldest gives
   *     way
   * @param appliedMax how many fingerprints are kept
   */
  byte[] append(PlaylistEvent event, long fingerprint, int tracksMax, int appliedMax) {
    byte[] track = utf8(event.getTrackId());
    byte[] user = event.getUserId() == null ? null : utf8(event.getUserId());
    long time = event.getOccurredAt().toEpochMilli();
    boolean full = tracks.count == tracksMax;
    int count = full ? tracksMax : tracks.count + 1;
    int appliedKept = Math.min(appliedTo - appliedFrom, (appliedMax - 1) * Long.BYTES);

    ByteBuffer out =
        ByteBuffer.allocate(
            bytes.length
                + track.length
                + (user == null ? 0 : user.length)
                + Long.BYTES
                + NUMBERS_WRITTEN * NUMBER_BYTES_MAX);
    if (user == null) {
      copy(0, userTo, out);
    } else {
      out.put(HEADER);
      putNumber(1, out);
      putString(user, out);
    }
    putNumber(count, out);
    copy(full ? tracks.second : tracks.from, tracks.to, out);
    putString(track, out);
    putNumber(0, out);
    putNumber(count, out);
    copy(full ? times.second : times.from, times.to, out);
    putNumber(time, out);
    putNumber(0, out);
    putNumber(skipped.count, out);
    if (skipped.count > 0) {
      copy(skipped.from, skipped.to, out);
      putNumber(0, out);
    }
    putNumber(appliedKept + Long.BYTES, out);
    copy(appliedTo - appliedKept, appliedTo, out);
    out.putLong(fingerprint);
    putNumber(eventCount + 1, out);
    putNumber(time, out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private void copy(int from, int to, ByteBuffer out) {
    out.put(bytes, from, to - from);
  }

  private static void putString(byte[] utf8, ByteBuffer out) {
    putNumber(utf8.length, out);
    out.put(utf8);
  }

  private static void putNumber(long number, ByteBuffer out) {
    long left = (number << 1) ^ (number >> 63);
    while ((left & ~0x7FL) != 0) {
      out.put((byte) (left | 0x80));
      left >>>= 7;
    }
    out.put((byte) left);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Goes through the bytes. What cannot be makes it unsound for good; it goes on then, within the
   * bytes, and what it says is of no use.
   */
  private static final class Cursor {

    private final byte[] bytes;
    private int at;
    private boolean sound = true;

    Cursor(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    void require(boolean condition) {
      sound &= condition;
    }

    long number() {
      long raw = 0;
      for (int shift = 0; shift < Long.SIZE && at < bytes.length; shift += 7) {
        byte next = bytes[at++];
        raw |= (next & 0x7FL) << shift;
        if (next >= 0) {
          return (raw >>> 1) ^ -(raw & 1);
        }
      }
      sound = false;
      return 0;
    }

    /** A number of things of a byte or more each that follow; 0 where there cannot be so many. */
    int length() {
      long length = number();
      boolean possible = length >= 0 && length <= bytes.length - at;
      require(possible);
      return possible ? (int) length : 0;
    }

    void skipNumber() {
      int from = at;
      while (at < bytes.length) {
        if (bytes[at++] >= 0) {
          require(at - from <= NUMBER_BYTES_MAX);
          return;
        }
      }
      sound = false;
    }

    void skipString() {
      int length = length();
      at += length;
    }

    /** An array in one block, or without any item. */
    Items items(Consumer<Cursor> skip) {
      int count = length();
      int from = at;
      int second = at;
      for (int i = 0; i < count; i++) {
        skip.accept(this);
        if (i == 0) {
          second = at;
        }
      }
      int to = at;
      if (count > 0) {
        require(number() == 0);
      }
      return new Items(count, from, second, to);
    }
  }
}
