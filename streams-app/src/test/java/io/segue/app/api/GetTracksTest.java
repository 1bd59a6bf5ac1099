package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetTracksTest {

  private final ApiFixture api = new ApiFixture(Duration.ofMillis(300));

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void tracksAreFoundByTheirNames() throws Exception {
    ServedIndexes.serve(api.served, "v4", 1, ApiFixture.CATALOGUE);

    Reply reply = api.get("/v1/tracks?query=T%C3%AFtle+of+t1&k=3");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("tracks")).hasSize(3);
    assertThat(reply.body().at("/tracks/0/trackId").asText()).isEqualTo("t1");
    assertThat(reply.body().at("/tracks/1/trackId").asText()).isEqualTo("t10");
    assertThat(reply.body().at("/tracks/0/title").asText()).isEqualTo("Title of t1");
    assertThat(reply.body().path("indexVersion").asText()).isEqualTo("v4");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/tracks, The parameter 'query' is missing",
    "/v1/tracks?query=+, The parameter 'query' is missing",
    "/v1/tracks?query=a&k=0, k must lie between 1 and 500",
    "/v1/tracks?quer=a, Did you mean query",
  })
  void aSearchThatIsNotUnderstoodIsRefused(String target, String detail) throws Exception {
    ServedIndexes.serve(api.served, "v4", 1, ApiFixture.CATALOGUE);
    Reply reply = api.get(target);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains(detail);
    assertThat(api.get("/v1/tracks?query=" + "x".repeat(201)).status()).isEqualTo(400);
  }

  @Test
  void withoutAnIndexNothingCanBeSearched() throws Exception {
    assertThat(api.get("/v1/tracks?query=a").status()).isEqualTo(503);
  }
}
