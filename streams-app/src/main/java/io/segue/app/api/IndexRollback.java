package io.segue.app.api;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;

/** Takes the active index version back. Thread-safe; asks the network. */
@FunctionalInterface
public interface IndexRollback {

  /**
   * Has all instances serve the version that was active before.
   *
   * @param from the version that is active; another one is not taken back
   * @return the record that is in force now
   * @throws BadInputException when another version is active, or there is none to go back to
   * @throws CommandFailedException when Kafka refuses
   */
  ActiveIndex from(String from);
}
