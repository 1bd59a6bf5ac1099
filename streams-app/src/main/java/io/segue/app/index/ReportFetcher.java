package io.segue.app.index;

import io.segue.schemas.ChunkReference;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.Topics;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the report that a version was published with. No version is kept from serving because its
 * report cannot be had: the reason is kept instead.
 */
final class ReportFetcher {

  private static final Logger log = LoggerFactory.getLogger(ReportFetcher.class);

  private ReportFetcher() {}

  static VersionReport fetch(IndexManifest manifest, IndexSource source) {
    Map<String, ChunkReference> attachments = manifest.getAttachments();
    ChunkReference reference = attachments == null ? null : attachments.get(Topics.REPORT_HTML);
    if (reference == null) {
      return VersionReport.none(
          "Index " + manifest.getVersion() + " was published without a report.");
    }
    try {
      return VersionReport.of(verified(reference, source));
    } catch (IndexFaultException | IndexUnavailableException e) {
      log.warn("The report of index {} cannot be had: {}", manifest.getVersion(), e.getMessage());
      return VersionReport.none(
          "The report of index "
              + manifest.getVersion()
              + " could not be fetched: "
              + e.getMessage()
              + ".");
    }
  }

  private static byte[] verified(ChunkReference reference, IndexSource source)
      throws IndexFaultException, IndexUnavailableException {
    ByteBuffer data = source.chunk(reference.getPartition(), reference.getOffset()).getData();
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    MessageDigest digest = Digests.sha256();
    if (!Digests.equal(digest.digest(bytes), reference.getSha256())) {
      throw new IndexFaultException("it has another digest than the manifest says");
    }
    return bytes;
  }
}
