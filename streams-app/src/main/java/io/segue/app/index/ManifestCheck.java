package io.segue.app.index;

import io.segue.recommender.Model;
import io.segue.recommender.ModelFormat;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.Topics;
import java.util.regex.Pattern;

/** What must hold for a manifest before anything is done with it. */
final class ManifestCheck {

  /** Versions become names of files, so nothing else is let through. */
  private static final Pattern VERSION = Pattern.compile("v[1-9][0-9]{0,17}");

  private static final int DIGEST_BYTES = 32;

  private ManifestCheck() {}

  static boolean isVersion(String name) {
    return VERSION.matcher(name).matches();
  }

  /** Checks the manifest alone, before its chunks are read. */
  static void requireSound(IndexManifest manifest) throws IndexFaultException {
    if (!ModelFormat.reads(manifest.getFormatVersion())) {
      throw new IndexFaultException(
          "the bundle has format version "
              + manifest.getFormatVersion()
              + ", this Segue reads versions 1 to "
              + ModelFormat.VERSION);
    }
    if (manifest.getSha256().remaining() != DIGEST_BYTES) {
      throw new IndexFaultException("the manifest's digest is not 32 bytes long");
    }
    if (manifest.getChunks().isEmpty()) {
      throw new IndexFaultException("the manifest names no chunks");
    }
    long sum = 0;
    for (ChunkReference chunk : manifest.getChunks()) {
      if (chunk.getLengthBytes() < 1 || chunk.getLengthBytes() > Topics.CHUNK_BYTES_MAX) {
        throw new IndexFaultException(
            "the manifest names a chunk of "
                + chunk.getLengthBytes()
                + " bytes; chunks have 1 to "
                + Topics.CHUNK_BYTES_MAX);
      }
      if (chunk.getPartition() < 0 || chunk.getOffset() < 0) {
        throw new IndexFaultException("the manifest names a chunk at a negative place");
      }
      sum += chunk.getLengthBytes();
    }
    if (sum != manifest.getSizeBytes()) {
      throw new IndexFaultException(
          "the manifest's chunks add up to "
              + sum
              + " bytes, and it claims "
              + manifest.getSizeBytes());
    }
  }

  /** Checks that the manifest told the truth about the model. */
  static void requireTrue(IndexManifest manifest, Model model) throws IndexFaultException {
    int tracks = model.tracks().size();
    if (manifest.getTrackCount() != tracks) {
      throw new IndexFaultException(
          "the manifest claims "
              + manifest.getTrackCount()
              + " tracks, and the bundle has "
              + tracks);
    }
    int dimension = model.vectors().dimension();
    if (manifest.getDimension() != dimension) {
      throw new IndexFaultException(
          "the manifest claims vectors of dimension "
              + manifest.getDimension()
              + ", and the bundle has dimension "
              + dimension);
    }
  }
}
