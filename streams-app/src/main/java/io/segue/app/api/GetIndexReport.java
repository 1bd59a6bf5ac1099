package io.segue.app.api;

import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.index.VersionReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * {@code GET /v1/index/report}: the report of the index version that this instance serves, as its
 * trainer wrote it. 200 with an HTML page that needs nothing else; 404 when the version has none;
 * 503 while no version serves.
 */
final class GetIndexReport implements Endpoint {

  /** A page that unpacks to more than this is none of ours. */
  private static final int PAGE_BYTES_MAX = 16 * 1024 * 1024;

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:",
          "X-Content-Type-Options",
          "nosniff");

  private final ServedIndex served;

  GetIndexReport(ServedIndex served) {
    this.served = served;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/index/report";
  }

  @Override
  public Answer answer(ApiRequest request) {
    ServingIndex current = served.current();
    if (current == null) {
      throw ProblemException.unavailable("No index version serves yet, so there is no report.");
    }
    VersionReport report = current.report();
    byte[] packed = report.html();
    if (packed == null) {
      throw ProblemException.notFound(String.valueOf(report.missing()));
    }
    return new Answer(
        Answer.OK, "text/html; charset=utf-8", unpacked(current.version(), packed), HEADERS);
  }

  private static byte[] unpacked(String version, byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] page = in.readNBytes(PAGE_BYTES_MAX + 1);
      if (page.length > PAGE_BYTES_MAX) {
        throw ProblemException.notFound(
            "The report of index " + version + " is too large to be a report.");
      }
      return page;
    } catch (IOException e) {
      throw ProblemException.notFound(
          "The report of index " + version + " cannot be unpacked: " + e.getMessage() + ".");
    }
  }
}
