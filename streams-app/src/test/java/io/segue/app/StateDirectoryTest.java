package io.segue.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  @Test
  void aFolderInUseIsRefusedAndFreeAfterwards(@TempDir Path folder) {
    try (StateDirectory first = StateDirectory.open(folder.resolve("state"))) {
      assertThat(first.indexCache()).isEqualTo(folder.resolve("state/index-cache"));
      assertThatThrownBy(() -> StateDirectory.open(folder.resolve("state")))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("Another instance uses")
          .hasMessageContaining("--state-dir");
    }

    try (StateDirectory again = StateDirectory.open(folder.resolve("state"))) {
      assertThat(again.stores()).isEqualTo(folder.resolve("state/stores"));
    }
  }

  @Test
  void aFileInTheWayIsRefusedWithASentence(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> StateDirectory.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--state-dir");
  }
}
