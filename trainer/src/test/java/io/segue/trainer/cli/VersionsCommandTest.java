package io.segue.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.OffsetRange;
import io.segue.trainer.cli.Instances.Serving;
import io.segue.trainer.cli.VersionsCompareCommand.Line;
import io.segue.trainer.publishing.VersionHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionsCommandTest {

  private static final IndexManifest FIRST = manifest("v1", 0.2, "3", 100);
  private static final IndexManifest SECOND = manifest("v2", 0.25, "5", 120);
  private static final VersionHistory HISTORY =
      new VersionHistory(
          List.of(FIRST, SECOND),
          Optional.of(new ActiveIndex("v2", "v1", Instant.EPOCH, "published", null)));

  @Test
  void listsVersionsWithMetricsParentsAndWhoServesThem() {
    List<Serving> serving =
        List.of(
            new Serving("a:1", "v1", null),
            new Serving("b:1", "v2", null),
            new Serving("c:1", null, "it does not answer: refused"));
    StringWriter out = new StringWriter();
    VersionsCommand.printTable(HISTORY, serving, new PrintWriter(out, true));
    assertThat(out.toString().lines().filter(line -> line.contains("v1 ")))
        .first()
        .asString()
        .startsWith("  v1")
        .contains("0.2000")
        .endsWith("a:1");
    assertThat(out.toString()).contains("* v2", "c:1: it does not answer: refused");

    ObjectNode json = VersionsCommand.asJson(HISTORY, serving);
    assertThat(json.get("active").asText()).isEqualTo("v2");
    assertThat(json.get("versions").get(1).get("active").asBoolean()).isTrue();
    assertThat(json.get("versions").get(1).get("served_by").get(0).asText()).isEqualTo("b:1");
    assertThat(json.get("versions").get(0).get("dataset").get("offsets").get(0).get("to").asLong())
        .isEqualTo(100);
  }

  @Test
  void showsEverythingAboutOneVersion() {
    StringWriter out = new StringWriter();
    VersionsShowCommand.print(HISTORY, SECOND, new PrintWriter(out, true));
    assertThat(out.toString())
        .contains("v2, active", "0:0-120", "min_count", "validation.hr@100", "0.250000");
  }

  @Test
  void comparesWhatDiffersAndAllMetrics() {
    assertThat(VersionsCompareCommand.compare(FIRST, SECOND))
        .extracting(Line::name)
        .containsExactly("min_count", "records read", "validation.hr@100");
    assertThat(VersionsCompareCommand.compare(FIRST, SECOND))
        .last()
        .extracting(Line::difference)
        .isEqualTo(0.25 - 0.2);
  }

  @Test
  void anUnknownVersionIsBadInputThatNamesTheKnownOnes() {
    assertThatThrownBy(() -> Registry.manifest(HISTORY, "v9"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("There is no index version 'v9'; there are v1, v2.");
  }

  private static IndexManifest manifest(
      String version, double hitRate, String minCount, long toOffset) {
    return IndexManifest.newBuilder()
        .setVersion(version)
        .setCreatedAt(Instant.EPOCH)
        .setFormatVersion(1)
        .setSizeBytes(10)
        .setSha256(ByteBuffer.allocate(32))
        .setChunks(List.of())
        .setTrackCount(1)
        .setDimension(48)
        .setMetrics(Map.of("validation.hr@100", hitRate))
        .setHyperparameters(Map.of("min_count", minCount))
        .setDataset(
            new DatasetReference(
                "playlist-events", List.of(new OffsetRange(0, 0L, toOffset)), 10, 100L, 42L, 1.0))
        .build();
  }
}
