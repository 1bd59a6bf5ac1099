package io.segue.schemas.activation;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What a rollback makes of the record that says which version is to serve. */
public final class Rollback {

  private Rollback() {}

  /**
   * The record with the version in force that was active before; a trial ends with it.
   *
   * @param active the record in force; empty when there is none
   * @param published the names of the versions that are published
   * @param now when
   * @throws BadInputException when there is nothing to go back to
   */
  public static ActiveIndex of(
      Optional<ActiveIndex> active, Collection<String> published, Instant now) {
    ActiveIndex current =
        active.orElseThrow(
            () -> new BadInputException("No index version is active; train one first."));
    String version = current.getPrevious();
    if (version == null) {
      throw new BadInputException(
          "%s is the first version that was ever active; there is nothing to go back to."
              .formatted(current.getVersion()));
    }
    if (!published.contains(version)) {
      throw new BadInputException(
          "There is no index version '%s' to go back to; there are %s."
              .formatted(version, String.join(", ", published)));
    }
    return new ActiveIndex(
        version, current.getVersion(), now, "rollback of " + current.getVersion(), null);
  }
}
