package io.segue.trainer.card;

import io.segue.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A card as the documents that are published with its version. */
public final class Attachments {

  private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

  private Attachments() {}

  /** The page and the JSON, packed, by file name; without those that are too large for a record. */
  public static Map<String, byte[]> of(Card card) {
    Map<String, byte[]> attachments = new TreeMap<>();
    put(attachments, Topics.REPORT_HTML, CardHtml.of(card));
    put(attachments, Topics.REPORT_JSON, CardJson.of(card).toString());
    return attachments;
  }

  private static void put(Map<String, byte[]> attachments, String fileName, String text) {
    byte[] packed = packed(text);
    if (packed.length > Topics.CHUNK_BYTES_MAX) {
      LOG.warn(
          "{} has {} bytes even when packed, more than a record takes; it is not published",
          fileName,
          packed.length);
    } else {
      attachments.put(fileName, packed);
    }
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack in memory", e);
    }
    return packed.toByteArray();
  }
}
