package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import io.segue.app.quality.QualityReading;
import io.segue.app.quality.QualityReading.Counts;
import io.segue.app.quality.QualityReading.Window;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real servers, each with the counts of some partitions. */
class GetQualityTest {

  private final ApiFixture one = new ApiFixture(Duration.ofSeconds(5));
  private final ApiFixture two = new ApiFixture(Duration.ofSeconds(5));

  @BeforeEach
  void count() {
    ServedIndexes.serve(one.served, "v1", 1, ApiFixture.CATALOGUE);
    ServedIndexes.serve(two.served, "v1", 1, ApiFixture.CATALOGUE);
    one.quality = reading(Set.of(0, 1), 10, 1);
    two.quality = reading(Set.of(2), 30, 9);
    one.instances.add(two.address);
    two.instances.add(one.address);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void everyInstanceAnswersForAllOfThem() throws Exception {
    for (ApiFixture instance : List.of(one, two)) {
      Reply reply = instance.get("/v1/quality?k=1");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body().at("/partitionsMissing")).isEmpty();
      assertThat(reply.body().at("/versions/0/version").asText()).isEqualTo("v1");
      assertThat(reply.body().at("/versions/0/slices/0/slice").asText()).isEqualTo("all");
      assertThat(reply.body().at("/versions/0/slices/0/questions").asLong()).isEqualTo(40);
      assertThat(reply.body().at("/versions/0/slices/0/hitRate").asDouble())
          .isCloseTo(0.25, within(1e-9));
    }
  }

  @Test
  void anInstanceThatDoesNotAnswerIsMissed() throws Exception {
    two.close();

    Reply reply = one.get("/v1/quality");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().at("/partitionsMissing/0").asInt()).isEqualTo(2);
    assertThat(reply.body().at("/versions/0/slices/0/questions").asLong()).isEqualTo(10);
  }

  @Test
  void aTrialIsShownWithItsEvidence() throws Exception {
    ServedIndexes.putOnTrial(one.served, "v2", 2, 0.5, ApiFixture.CATALOGUE);

    Reply reply = one.get("/v1/quality");

    assertThat(reply.body().at("/trial/candidate").asText()).isEqualTo("v2");
    assertThat(reply.body().at("/trial/against").asText()).isEqualTo("v1");
    assertThat(reply.body().at("/trial/active/playlists").asLong()).isEqualTo(200);
    assertThat(reply.body().at("/trial/other/hitRate").asDouble()).isEqualTo(0.5);
    assertThat(reply.body().at("/trial/evidenceNeeded").asDouble()).isEqualTo(40);
    assertThat(reply.body().at("/trial/evidenceBetter").asDouble()).isGreaterThan(40);
  }

  @Test
  void withoutATrialThereIsNone() throws Exception {
    assertThat(one.get("/v1/quality").body().path("trial").isNull()).isTrue();
  }

  @Test
  void whatIsOutOfRangeIsRefused() throws Exception {
    assertThat(one.get("/v1/quality?k=101").status()).isEqualTo(400);
    assertThat(one.get("/v1/quality?minutes=1441").status()).isEqualTo(400);
    assertThat(one.get("/v1/quality/tallies?trial=x").status()).isEqualTo(400);
  }

  @Test
  void whileATrialIsOnAPlaylistIsAnsweredByItsVersion() throws Exception {
    ServedIndexes.putOnTrial(one.served, "v2", 2, 0.5, ApiFixture.CATALOGUE);
    int candidates = 0;
    for (int i = 0; i < 40; i++) {
      one.playlists.put("p" + i, List.of("t1"), List.of());
      String version =
          one.get("/v1/playlists/p" + i + "/recommendations").body().path("indexVersion").asText();
      candidates += version.equals("v2") ? 1 : 0;
    }

    assertThat(candidates).isBetween(8, 32);
    assertThat(one.get("/v1/index").body().at("/trial/version").asText()).isEqualTo("v2");
  }

  @Test
  void theHealthOfTheDataIsUnknownBeforeThereAreEvents() throws Exception {
    Reply reply = one.get("/v1/health/data");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("verdict").asText()).isEqualTo("unknown");
    assertThat(reply.body().path("checks")).hasSize(4);
  }

  private static QualityReading reading(Set<Integer> partitions, long questions, long hits) {
    return new QualityReading(
        partitions,
        List.of(new Window("v1", "all", new Counts(questions, List.of(hits)), new byte[0])),
        new Counts(100, List.of(10L)),
        new Counts(100, List.of(50L)));
  }
}
