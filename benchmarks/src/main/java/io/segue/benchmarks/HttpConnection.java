package io.segue.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One kept-alive HTTP/1.1 connection that costs the load generator as little as possible: requests
 * are bytes that were made before, and of an answer only the status and the length are read. Not
 * thread-safe.
 */
final class HttpConnection implements AutoCloseable {

  private static final int PATIENCE_MS = 10_000;
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final Socket socket;
  private final byte[] buffer = new byte[1 << 17];

  HttpConnection(String host, int port) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
  }

  /** The bytes of a POST request with a body in JSON, ASCII only. */
  static byte[] post(String host, int port, String target, String json) {
    return "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(target, host, port, json.length(), json)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The bytes of a GET request. */
  static byte[] get(String host, int port, String target) {
    return "GET %s HTTP/1.1\r\nHost: %s:%d\r\n\r\n"
        .formatted(target, host, port)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Sends a request, reads the whole answer and returns its status.
   *
   * @throws IOException when the connection breaks, or the answer has no length or is too long
   */
  int exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int size = 0;
    int end = -1;
    while (end < 0) {
      int from = Math.max(0, size - 3);
      size += read(size);
      end = headersEnd(from, size);
    }
    int total = end + contentLength(end);
    if (total > buffer.length) {
      throw new IOException("an answer of %,d bytes is too long".formatted(total));
    }
    while (size < total) {
      size += read(size);
    }
    return 100 * (buffer[STATUS_AT] - '0')
        + 10 * (buffer[STATUS_AT + 1] - '0')
        + (buffer[STATUS_AT + 2] - '0');
  }

  private int read(int size) throws IOException {
    int read = socket.getInputStream().read(buffer, size, buffer.length - size);
    if (read <= 0) {
      throw new IOException("the connection was closed in the middle of an answer");
    }
    return read;
  }

  private int headersEnd(int from, int size) {
    for (int i = from; i + 3 < size; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  private int contentLength(int headersEnd) throws IOException {
    for (int i = 0; i + LENGTH.length < headersEnd; i++) {
      if (buffer[i] == '\n' && isLength(i + 1)) {
        int length = 0;
        for (int at = i + 1 + LENGTH.length; buffer[at] != '\r'; at++) {
          if (buffer[at] != ' ') {
            length = 10 * length + buffer[at] - '0';
          }
        }
        return length;
      }
    }
    throw new IOException("an answer does not tell its length");
  }

  private boolean isLength(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      if (Character.toLowerCase(buffer[at + i]) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
