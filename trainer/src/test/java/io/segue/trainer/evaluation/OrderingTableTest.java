package io.segue.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.trainer.pipeline.RankingBudget;
import io.segue.trainer.pipeline.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderingTableTest {

  @TempDir private Path folder;

  /** Walks around a circle of 200 tracks, by steps of one to three. */
  private Path playlists() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder();
    for (int p = 0; p < 600; p++) {
      int track = random.nextInt(200);
      for (int i = 0; i < 8; i++) {
        text.append('t').append(track).append(' ');
        track = (track + 1 + random.nextInt(3)) % 200;
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("playlists.txt"), text);
  }

  @Test
  void moreDiversityIsMoreDiverseAndItsCostIsTheDifferenceInHits()
      throws IOException, InterruptedException {
    OrderingTable table =
        OrderingTable.measure(playlists(), RankingBudget.OFF, 1, 2, TrainingListener.NONE);

    JsonNode rows = table.json();
    JsonNode relevance = row(rows, "none");
    JsonNode diverse = row(rows, "diversity=0.7");
    assertThat(relevance.get("cost").doubleValue()).isZero();
    assertThat(relevance.get("hr@20").doubleValue()).isGreaterThan(0.5);
    assertThat(diverse.get("diversity").doubleValue())
        .isGreaterThan(relevance.get("diversity").doubleValue());
    for (JsonNode row : rows) {
      assertThat(row.get("cost").doubleValue())
          .isEqualTo(
              relevance.get("hr@20").doubleValue() - row.get("hr@20").doubleValue(), within(1e-9));
    }
    assertThat(table.text()).contains("exploration=0.1").contains("artistSpacing=2");
  }

  private static JsonNode row(JsonNode rows, String wish) {
    for (JsonNode row : rows) {
      if (row.get("wish").asText().equals(wish)) {
        return row;
      }
    }
    throw new AssertionError("no row " + wish);
  }
}
