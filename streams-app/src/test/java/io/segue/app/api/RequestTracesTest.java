package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.segue.app.index.ServedIndexes;
import io.segue.app.tracing.RecordedSpans;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A query to one real server that is answered by another. */
class RequestTracesTest {

  private static final String TARGET = "/v1/playlists/p/recommendations";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final RecordedSpans spans = new RecordedSpans();
  private final ApiFixture one = new ApiFixture(Duration.ofSeconds(5), spans.tracing());
  private final ApiFixture two = new ApiFixture(Duration.ofSeconds(5), spans.tracing());

  @BeforeEach
  void putThePlaylistOnTheSecond() {
    ServedIndexes.serve(one.served, "v1", 1, ApiFixture.CATALOGUE);
    ServedIndexes.serve(two.served, "v1", 1, ApiFixture.CATALOGUE);
    two.playlists.put("p", List.of("t0", "t1"), List.of());
    one.playlists.putElsewhere("p", two.address);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void oneTraceHasTheQueryTheHopAndTheAnswerOfTheOther() throws Exception {
    ask("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");

    List<SpanData> ended = spans.ended();
    assertThat(ended).extracting(SpanData::getTraceId).containsOnly(TRACE);
    assertThat(ended)
        .extracting(SpanData::getKind)
        .containsExactly(SpanKind.SERVER, SpanKind.CLIENT, SpanKind.SERVER);
    SpanData remote = ended.get(0);
    SpanData hop = ended.get(1);
    SpanData query = ended.get(2);
    assertThat(query.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(hop.getParentSpanId()).isEqualTo(query.getSpanId());
    assertThat(remote.getParentSpanId()).isEqualTo(hop.getSpanId());
    assertThat(query.getName()).isEqualTo("GET /v1/playlists/{id}/recommendations");
    assertThat(query.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(200);
    assertThat(hop.getAttributes().get(AttributeKey.longKey("server.port")))
        .isEqualTo(two.address.port());
  }

  @Test
  void anAnswerSaysWhatItsRequestIsCalledInTheLogs() throws Exception {
    assertThat(ask("X-Request-Id", "shop-7").headers().firstValue("X-Request-Id"))
        .hasValue("shop-7");
    assertThat(ask("X-Other", "-").headers().firstValue("X-Request-Id"))
        .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{16}"));
  }

  private HttpResponse<Void> ask(String header, String value) throws Exception {
    HttpResponse<Void> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(one.uri(TARGET)).header(header, value).build(),
                HttpResponse.BodyHandlers.discarding());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }
}
