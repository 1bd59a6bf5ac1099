package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexVersionOptionTest {

  private static final String QUESTION = "{\"tracks\": [\"t1\"], \"indexVersion\": \"%s\"}";

  private final ApiFixture api = new ApiFixture(Duration.ofMillis(300));

  @BeforeEach
  void putTwoVersionsInMemory() {
    ServedIndexes.serve(api.served, "v4", 1, ApiFixture.CATALOGUE);
    ServedIndexes.keepPrevious(api.served, "v3", 2, ApiFixture.CATALOGUE);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aVersionInMemoryAnswersThoughAnotherOneServes() throws Exception {
    Reply serving = api.post("/v1/recommendations", "{\"tracks\": [\"t1\"]}");
    Reply chosen = api.post("/v1/recommendations", QUESTION.formatted("v3"));

    assertThat(serving.body().path("indexVersion").asText()).isEqualTo("v4");
    assertThat(chosen.body().path("indexVersion").asText()).isEqualTo("v3");
    assertThat(chosen.body().path("recommendations"))
        .isNotEqualTo(serving.body().path("recommendations"));
  }

  @Test
  void aVersionThatIsNotInMemoryIsRefusedWithThoseThatAre() throws Exception {
    Reply reply = api.post("/v1/recommendations", QUESTION.formatted("v2"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("'v2'").contains("there are v3, v4");
  }

  @Test
  void aBatchIsOfOneVersion() throws Exception {
    Reply reply =
        api.post(
            "/v1/recommendations:batch",
            "{\"questions\": [" + QUESTION.formatted("v3") + ", {\"tracks\": []}]}");

    assertThat(reply.body().at("/answers/0/problem/detail").asText()).contains("indexVersion");
    assertThat(reply.body().at("/answers/1/recommendations")).isNotEmpty();
  }
}
