package io.segue.trainer.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void thePageNeedsNothingFromElsewhere() {
    assertThat(CardHtml.of(Cards.sample()))
        .doesNotContainPattern("(src|href)\\s*=\\s*[\"'](?!#|data:,)")
        .doesNotContain("http://", "https://", "@import", "url(");
  }

  @Test
  void namesInTheDataCannotBecomeMarkup() {
    assertThat(CardHtml.of(Cards.sample()))
        .doesNotContain("<script>document")
        .contains("&lt;/script&gt;&lt;script&gt;document.title");
    assertThat(CardMarkdown.of(Cards.sample())).doesNotContain("<script>").contains("&lt;script");
  }

  @Test
  void thePageShowsWhatTheCardSays() {
    String page = CardHtml.of(Cards.sample().publishedAs("v4"));
    assertThat(page)
        .contains("20261122-021530", "v4", "Gate failed", "index recall")
        .contains("no track occurs min_count = 1000000 times")
        .contains("partition 0: 0 to 1000; partition 1: 0 to 1200")
        .contains("hr@100 by min_count", "hr@100 by algorithm")
        .doesNotContain("hr@100 by vector_size");
  }

  @Test
  void theJsonHoldsEveryTrialAndTheGate() {
    JsonNode json = CardJson.of(Cards.sample());
    assertThat(json.get("trials")).hasSize(12);
    assertThat(json.get("trials").get(0).get("hr@100").doubleValue()).isPositive();
    assertThat(json.get("trials").get(6).get("failure").textValue()).contains("min_count");
    assertThat(json.get("best").get("number").intValue()).isEqualTo(4);
    assertThat(json.get("gate").get("passed").booleanValue()).isFalse();
    assertThat(json.get("gate").get("checks")).hasSize(9);
    assertThat(json.at("/examination/next_track/hr@100/low").doubleValue()).isPositive();
    assertThat(json.at("/examination/behaviour/index_recall/mean").doubleValue()).isEqualTo(0.5);
    assertThat(json.at("/dataset/ranges/1/to").longValue()).isEqualTo(1_200);
    assertThat(json.get("published").isNull()).isTrue();
  }

  @Test
  void runsOfTheSameSecondGetFoldersOfTheirOwn() throws Exception {
    ReportFolder reports = new ReportFolder(folder.resolve("reports"));
    Path first = reports.write(Cards.sample());
    Path second = reports.write(Cards.sample());
    assertThat(first.getFileName().toString()).isEqualTo("20261122-021530");
    assertThat(second.getFileName().toString()).isEqualTo("20261122-021530-2");
    assertThat(reports.last()).isEqualTo(second);
    assertThat(reports.find("20261122-021530")).isEqualTo(first);
    assertThat(first.resolve("report.html")).exists();
    assertThat(Files.readString(first.resolve("report.md"))).startsWith("# Segue training run");
    assertThat(new ObjectMapper().readTree(second.resolve("report.json").toFile()).get("run"))
        .hasToString("\"20261122-021530-2\"");
  }

  @Test
  void anAbsentReportIsBadInput() throws Exception {
    ReportFolder reports = new ReportFolder(folder.resolve("reports"));
    assertThatThrownBy(reports::last)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("segue train");
    reports.write(Cards.sample());
    assertThatThrownBy(() -> reports.find("yesterday"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("the latest is 20261122-021530");
  }

  @Test
  void whatIsPublishedUnpacksToThePageAndTheJson() throws Exception {
    Card card = Cards.sample().publishedAs("v4");
    Map<String, byte[]> attachments = Attachments.of(card);
    assertThat(unpacked(attachments, Topics.REPORT_HTML)).isEqualTo(CardHtml.of(card));
    assertThat(unpacked(attachments, Topics.REPORT_JSON)).contains("\"published\":\"v4\"");
  }

  private static String unpacked(Map<String, byte[]> attachments, String name) throws Exception {
    byte[] packed = Objects.requireNonNull(attachments.get(name));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
