package io.segue.app;

import io.segue.app.api.IndexRollback;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Connection;
import io.segue.schemas.activation.ActiveIndexRegister;
import io.segue.schemas.activation.Rollback;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Rolls back in Kafka, for all instances. One caller at a time: whoever opens the register takes it
 * from who has it.
 */
final class ActiveIndexRollback implements IndexRollback {

  private final Connection connection;
  private final Clock clock;

  ActiveIndexRollback(Connection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  @Override
  public synchronized ActiveIndex from(String from) {
    if (!connection.signatures().maySign()) {
      throw new BadInputException(
          "Index versions must be signed, and this instance has no signing key; 'segue rollback'"
              + " with the publisher's --config does it.");
    }
    try (ActiveIndexRegister register = ActiveIndexRegister.open(connection)) {
      return register.change(contents -> Optional.of(back(contents, from))).orElseThrow();
    }
  }

  private ActiveIndex back(ActiveIndexRegister.Contents contents, String from) {
    contents
        .active()
        .filter(active -> !active.getVersion().equals(from))
        .ifPresent(
            active -> {
              throw new BadInputException(
                  "%s is active, not %s; nothing was changed."
                      .formatted(active.getVersion(), from));
            });
    return Rollback.of(
        contents.active(), contents.versions(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
