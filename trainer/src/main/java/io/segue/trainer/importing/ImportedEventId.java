package io.segue.trainer.importing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The ids of imported events: a hash of what the event says, so that a second import of the same
 * entry is known for a duplicate. 16 bytes of SHA-256 over the playlist's id, the position in the
 * playlist and the track's id, in Base64 for URLs: 22 characters. Neither the time nor the file's
 * name counts.
 *
 * <p>Not thread-safe.
 */
final class ImportedEventId {

  private static final int HASH_BYTES = 16;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final MessageDigest sha256;

  ImportedEventId() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  String of(String playlistId, int position, String trackId) {
    sha256.update(playlistId.getBytes(StandardCharsets.UTF_8));
    // Ids have no control characters, so a zero byte ends one unmistakably.
    sha256.update((byte) 0);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, position));
    sha256.update(trackId.getBytes(StandardCharsets.UTF_8));
    return BASE64.encodeToString(Arrays.copyOf(sha256.digest(), HASH_BYTES));
  }
}
