package io.segue.local.chaos;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Makes HTTP requests that nobody should send: well-formed ones with wrong values, then ones whose
 * bytes are changed, cut short or mixed up. The same seed makes the same requests.
 */
final class RequestFuzzer {

  private static final List<String> METHODS =
      List.of(
          "GET",
          "GET",
          "GET",
          "POST",
          "POST",
          "PUT",
          "DELETE",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "PATCH",
          "g\u00e9t",
          "");

  private static final List<String> PATHS =
      List.of(
          "/v1/playlists/%s",
          "/v1/playlists/%s/recommendations",
          "/v1/playlists/%s/events",
          "/v1/recommendations",
          "/v1/tracks/%s/similar",
          "/v1/index",
          "/v1/index/report",
          "/healthz",
          "/readyz",
          "/metrics",
          "/",
          "//",
          "/v1/%s",
          "/%s/../../etc/passwd",
          "*",
          "http://elsewhere/%s");

  private static final List<String> PARAMETERS =
      List.of(
          "k",
          "repeats",
          "excludeTracks",
          "excludeArtists",
          "perArtistMax",
          "contextTracks",
          "contextArtists",
          "diversity",
          "artistSpacing",
          "exploration",
          "explain",
          "after",
          "x",
          "");

  private static final List<String> VALUES =
      List.of(
          "1",
          "0",
          "-1",
          "500",
          "501",
          "2147483648",
          "99999999999999999999999999",
          "1e308",
          "NaN",
          "-0.0",
          "0.5",
          "true",
          "TRUE",
          "null",
          "",
          "%",
          "%zz",
          "%00",
          "%ff%fe",
          "%ed%a0%80",
          "a b",
          "4-17",
          "4--17",
          "99999999999-1",
          "0x10",
          "\u0661",
          "[]",
          "{}",
          "'",
          "\"",
          "${7*7}");

  private static final List<String> HEADERS =
      List.of(
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Content-Length: 5\r\nContent-Length: 6",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip, chunked",
          "Expect: 100-continue",
          "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
          "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x",
          "Authorization: Bearer",
          "Authorization: Bearer \u0000",
          "Segue-Forwarded-By: 127.0.0.1:1",
          "Content-Encoding: gzip",
          "Content-Type: application/x-www-form-urlencoded",
          "Accept: text/plain;q=NaN",
          "Range: bytes=0-,-1",
          "no colon at all",
          " folded: yes",
          ": empty",
          "Cookie: " + "x".repeat(20_000));

  private static final List<String> FIELDS =
      List.of(
          "tracks",
          "k",
          "repeats",
          "excludeTracks",
          "excludeArtists",
          "perArtistMax",
          "contextTracks",
          "contextArtists",
          "diversity",
          "artistSpacing",
          "exploration",
          "explain",
          "trackId",
          "action",
          "eventId",
          "userId",
          "occurredAt",
          "source",
          "unknown");

  private static final List<String> JSON_VALUES =
      List.of(
          "1",
          "-1",
          "0.5",
          "1e999",
          "9223372036854775808",
          "true",
          "null",
          "\"\"",
          "\"ADD\"",
          "\"t\"",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "[\"t\", 1]",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"2026-11-22T10:15:30Z\"",
          "\"+1000000000-01-01T00:00:00Z\"",
          "-9223372036854775808",
          "NaN",
          "'t'",
          "01",
          "tru",
          "\"\ufffe\"");

  private final Random random;

  RequestFuzzer(long seed) {
    random = new Random(seed);
  }

  /** The next request's bytes. */
  byte[] next() {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    byte[] body = random.nextInt(3) == 0 ? body() : new byte[0];
    StringBuilder head = new StringBuilder();
    head.append(one(METHODS)).append(' ').append(target()).append(' ');
    head.append(random.nextInt(20) == 0 ? "HTTP/9.9" : "HTTP/1.1").append("\r\n");
    if (random.nextInt(10) != 0) {
      head.append("Host: localhost\r\n");
    }
    if (body.length > 0 && random.nextInt(8) != 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      if (random.nextInt(4) == 0) {
        head.append(one(HEADERS)).append("\r\n");
      }
    }
    head.append("Connection: close\r\n\r\n");
    request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    return random.nextInt(5) == 0 ? mangled(request.toByteArray()) : request.toByteArray();
  }

  private String target() {
    String path = one(PATHS).formatted(id());
    StringBuilder target = new StringBuilder(path);
    for (int i = random.nextInt(4); i > 0; i--) {
      target.append(target.indexOf("?") < 0 ? '?' : '&');
      target.append(one(PARAMETERS));
      if (random.nextInt(10) != 0) {
        target.append('=').append(one(VALUES));
      }
    }
    return target.toString();
  }

  private String id() {
    return switch (random.nextInt(8)) {
      case 0 -> one(VALUES);
      case 1 -> "x".repeat(random.nextInt(3_000));
      case 2 -> "%F0%9F%8E%B5".repeat(random.nextInt(300));
      case 3 -> "chaos%20" + random.nextInt(100);
      default -> "p" + random.nextInt(50);
    };
  }

  private byte[] body() {
    StringBuilder json = new StringBuilder();
    switch (random.nextInt(10)) {
      case 0 -> json.append("[".repeat(random.nextInt(50_000)));
      case 1 -> json.append("{\"tracks\":[").append("\"t\",".repeat(random.nextInt(5_000)));
      case 2 -> json.append("\"").append("9".repeat(random.nextInt(80_000)));
      default -> {
        json.append('{');
        for (int i = random.nextInt(6); i > 0; i--) {
          json.append('"').append(one(FIELDS)).append("\": ").append(one(JSON_VALUES));
          json.append(i > 1 ? ", " : "");
        }
        json.append('}');
      }
    }
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return random.nextInt(4) == 0 ? mangled(bytes) : bytes;
  }

  /** Some bytes changed, doubled or gone, or the end cut off. */
  private byte[] mangled(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rarity = 1 + random.nextInt(100);
    int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    for (int i = 0; i < length; i++) {
      if (random.nextInt(rarity * 10) != 0) {
        out.write(bytes[i]);
      } else {
        switch (random.nextInt(3)) {
          case 0 -> out.write(random.nextInt(256));
          case 1 -> out.writeBytes(new byte[] {bytes[i], bytes[i]});
          default -> {
            // left out
          }
        }
      }
    }
    return out.toByteArray();
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
