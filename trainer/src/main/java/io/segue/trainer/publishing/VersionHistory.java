package io.segue.trainer.publishing;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.Canary;
import io.segue.schemas.IndexManifest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The index versions that are there, and which one is active. Immutable.
 *
 * @param manifests by the versions' numbers, oldest first
 * @param active what is active, if anything
 */
public record VersionHistory(List<IndexManifest> manifests, Optional<ActiveIndex> active) {

  /** How many versions are kept, beside the active one and the one before it. */
  public static final int KEPT = 3;

  /** Sorts the manifests. */
  public VersionHistory {
    manifests =
        manifests.stream()
            .sorted(Comparator.comparingLong(manifest -> number(manifest.getVersion())))
            .toList();
  }

  /** The manifest of a version, if it is there. */
  public Optional<IndexManifest> find(String version) {
    return manifests.stream().filter(m -> m.getVersion().equals(version)).findFirst();
  }

  /** The name of the version to be published next. */
  public String next() {
    long highest = 0;
    for (IndexManifest manifest : manifests) {
      highest = Math.max(highest, number(manifest.getVersion()));
    }
    return "v" + (highest + 1);
  }

  /**
   * Which manifests may go once {@code published}, of which there is no manifest yet, is there.
   *
   * @param activated whether it is then active; if not, the version before the active one remains
   *     the one to roll back to, and is kept too, as is the candidate of a trial, which goes on
   */
  public List<IndexManifest> outdatedBy(String published, boolean activated) {
    Set<String> kept = new HashSet<>();
    kept.add(published);
    active.ifPresent(
        current -> {
          kept.add(current.getVersion());
          String previous = current.getPrevious();
          if (!activated && previous != null) {
            kept.add(previous);
          }
          Canary canary = current.getCanary();
          if (!activated && canary != null) {
            kept.add(canary.getVersion());
          }
        });
    for (int i = Math.max(0, manifests.size() - (KEPT - 1)); i < manifests.size(); i++) {
      kept.add(manifests.get(i).getVersion());
    }
    return manifests.stream().filter(m -> !kept.contains(m.getVersion())).toList();
  }

  /** 7 for "v7"; 0 for names that are not of this form. */
  private static long number(String version) {
    return version.matches("v[0-9]{1,18}") ? Long.parseLong(version.substring(1)) : 0;
  }
}
