package io.segue.app.doctor;

import io.segue.schemas.Connection;
import io.segue.schemas.serdes.RegistryUnavailableException;
import io.segue.schemas.serdes.SchemaRegistryException;

/** Whether the schema registry answers, where there is to be one. */
final class RegistryCheck {

  private RegistryCheck() {}

  static Finding of(Connection connection) {
    try {
      return connection.serdes().checkRegistry()
          ? Finding.good("registry", "It answers: %s.".formatted(connection.serdes()))
          : Finding.good(
              "registry", "None is configured; records carry their schema's fingerprint.");
    } catch (SchemaRegistryException | RegistryUnavailableException e) {
      return Finding.bad(
          "registry",
          String.valueOf(e.getMessage()),
          "Is schema.registry.url of the --config file right, and is the registry up? Without that"
              + " property none is needed.");
    }
  }
}
