package io.segue.app.api;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads bodies up to a size. How long they may take is {@link RequestDeadline}'s. */
final class BodyReader {

  private static final byte[] NOTHING = {};

  private BodyReader() {}

  /**
   * The whole body.
   *
   * @throws ProblemException 413 when it is too large
   * @throws CloseConnectionException when it does not come; nobody is there to get an answer then
   */
  static byte[] read(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return NOTHING;
    }
    byte[] body;
    try (InputStream in = request.content().inputStream()) {
      body = in.readNBytes(HttpLimits.BODY_BYTES_MAX + 1);
    } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("a body ended early", e);
    }
    if (body.length > HttpLimits.BODY_BYTES_MAX) {
      throw ProblemException.bodyTooLarge();
    }
    return body;
  }
}
