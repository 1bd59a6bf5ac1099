package io.segue.app.index;

import org.jspecify.annotations.Nullable;

/**
 * The report that a version was published with.
 *
 * @param html the page as UTF-8, packed with gzip; null when there is none
 * @param missing why there is none, as a sentence; null when there is one
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record VersionReport(byte @Nullable [] html, @Nullable String missing) {

  /** A page. */
  static VersionReport of(byte[] html) {
    return new VersionReport(html, null);
  }

  /** No page, for a reason. */
  static VersionReport none(String reason) {
    return new VersionReport(null, reason);
  }
}
