package io.segue.app.canary;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Canary;
import io.segue.schemas.activation.ActiveIndexRegister.Contents;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the record in force when a trial begins or ends. Pure. */
final class TrialControl {

  private TrialControl() {}

  /**
   * The record with a trial.
   *
   * @throws BadInputException when there can be no such trial now
   */
  static ActiveIndex started(Contents contents, Canary canary) {
    ActiveIndex active =
        contents
            .active()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "No index version is active, so there is nothing to hold another one"
                            + " against; activate one first."));
    Canary running = active.getCanary();
    if (running != null) {
      throw new BadInputException(
          "%s is on trial already, since %s; 'segue canary stop' ends that."
              .formatted(running.getVersion(), running.getStartedAt()));
    }
    if (canary.getVersion().equals(active.getVersion())) {
      throw new BadInputException(
          "%s is the active version; a trial needs another one.".formatted(canary.getVersion()));
    }
    if (!contents.versions().contains(canary.getVersion())) {
      throw new BadInputException(
          "There is no index version '%s'; there are %s."
              .formatted(canary.getVersion(), String.join(", ", contents.versions())));
    }
    return with(active, canary, active.getReason());
  }

  /** The record without its trial, the same version in force; empty when there is no trial. */
  static Optional<ActiveIndex> rolledBack(Contents contents, String reason) {
    return contents
        .active()
        .filter(active -> active.getCanary() != null)
        .map(active -> with(active, null, reason));
  }

  private static ActiveIndex with(ActiveIndex active, @Nullable Canary canary, String reason) {
    return new ActiveIndex(
        active.getVersion(), active.getPrevious(), active.getActivatedAt(), reason, canary);
  }

  /** The record with the candidate in force; empty when there is no trial. */
  static Optional<ActiveIndex> promoted(Contents contents, Instant now, String reason) {
    return contents
        .active()
        .flatMap(
            active ->
                Optional.ofNullable(active.getCanary())
                    .map(
                        canary ->
                            new ActiveIndex(
                                canary.getVersion(), active.getVersion(), now, reason, null)));
  }

  /** Whether the trial in force is this one. */
  static boolean isOn(Contents contents, Canary canary) {
    return contents
        .active()
        .map(ActiveIndex::getCanary)
        .filter(running -> running.getVersion().equals(canary.getVersion()))
        .filter(running -> running.getStartedAt().equals(canary.getStartedAt()))
        .isPresent();
  }
}
