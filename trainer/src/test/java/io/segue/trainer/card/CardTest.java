package io.segue.trainer.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
  void coursesOverEpochsAndQueriesAreDrawn() {
    List<LinePlot> plots = LinePlot.of(Cards.sample());
    assertThat(plots)
        .extracting(LinePlot::title)
        .containsExactly("hr@100 by epochs", "hr@100 of queries by last tracks");
    LinePlot curves = plots.get(0);
    assertThat(curves.series()).hasSize(6);
    assertThat(curves.columns()).extracting(Tick::label).containsExactly("3", "9", "30");
    LinePlot.Series chosen = curves.series().getLast();
    assertThat(chosen.name()).isEqualTo("chosen");
    assertThat(chosen.dots())
        .extracting(LinePlot.Dot::label)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("trial 2, 3 epochs: hr@100"),
            second -> assertThat(second).startsWith("trial 8, 9 epochs: hr@100"),
            third -> assertThat(third).startsWith("trial 12, 30 epochs: hr@100"));
    assertThat(plots.get(1).series())
        .extracting(LinePlot.Series::name)
        .containsExactly("decay 0.7", "decay 0.9");
    assertThat(CardHtml.of(Cards.sample()))
        .contains("<th scope=\"col\" class=\"number\"><button type=\"button\">rung");
  }

  @Test
  void manyNumbersLieOnAScaleAndFewInColumns() {
    Frame few = new Frame(List.of("10", "2", "2", "cbow"), 0, 1);
    assertThat(few.columns()).extracting(Tick::label).containsExactly("2", "10", "cbow");
    List<String> rates =
        IntStream.range(0, 12).mapToObj(i -> Double.toString(0.001 * Math.pow(1.5, i))).toList();
    Frame many = new Frame(rates, 0, 1);
    assertThat(many.columns()).extracting(Tick::label).hasSize(4).contains("0.001", "0.086");
    double step = x(many, rates.get(1)) - x(many, rates.get(0));
    assertThat(x(many, rates.get(11)) - x(many, rates.get(10))).isCloseTo(step, within(0.11));
  }

  private static double x(Frame frame, String value) {
    return Double.parseDouble(frame.x(value));
  }

  @Test
  void theJsonHoldsEveryTrialAndTheGate() {
    JsonNode json = CardJson.of(Cards.sample());
    assertThat(json.get("trials")).hasSize(12);
    assertThat(json.get("trials").get(0).get("hr@100").doubleValue()).isPositive();
    assertThat(json.get("trials").get(6).get("failure").textValue()).contains("min_count");
    assertThat(json.get("trials").get(11).get("rung").intValue()).isEqualTo(3);
    assertThat(json.at("/trials/0/query/last_tracks").intValue()).isEqualTo(5);
    assertThat(json.get("queries")).hasSize(8);
    assertThat(json.get("best").get("number").intValue()).isEqualTo(12);
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
