package io.segue.app.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServedIndexes;
import io.segue.app.index.ServingIndex;
import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.ServedTrack;
import io.segue.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaServedLogTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MockProducer<String, ServedRecommendations> producer =
      new MockProducer<>(
          true,
          null,
          new StringSerializer(),
          AvroSerdes.from(Map.of()).valueSerde(Topics.RECOMMENDATIONS_SERVED).serializer());
  private final ServingIndex index = index();
  private final List<Recommendation> answer =
      index.recommender().recommend(RecommendationRequest.of(List.of("t1"), 3));

  @Test
  void aRecordSaysWhatWasRecommendedWhenToWhomByWhichVersionAndWhy() {
    log(1).served("p", 7, index, true, answer);

    ProducerRecord<String, ServedRecommendations> record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo("recommendations-served");
    assertThat(record.key()).isEqualTo("p");
    ServedRecommendations served = record.value();
    assertThat(served.getServedAt()).isEqualTo(NOON);
    assertThat(served.getTrackCount()).isEqualTo(7);
    assertThat(served.getVersion()).isEqualTo("v1");
    assertThat(served.getCandidate()).isTrue();
    assertThat(served.getInstance()).isEqualTo("host:1");
    assertThat(served.getTracks())
        .extracting(ServedTrack::getTrackId)
        .containsExactlyElementsOf(answer.stream().map(Recommendation::trackId).toList());
    assertThat(served.getTracks()).extracting(ServedTrack::getSource).containsOnly("neighbours");
    assertThat(records("written")).isEqualTo(1);
  }

  @Test
  void theShareOfTheAnswersIsKeptAlsoOfOnePlaylist() {
    KafkaServedLog log = log(0.1);
    for (int i = 0; i < 3_000; i++) {
      log.served("p", 7, index, false, answer);
    }

    assertThat(producer.history().size() / 3_000.0).isCloseTo(0.1, within(0.02));
    assertThat(producer.history().get(0).value().getSampledShare()).isEqualTo(0.1);
  }

  @Test
  void whatKafkaDoesNotTakeIsCountedAndNoQueryFailsOfIt() {
    producer.sendException = new KafkaException("no broker");
    log(1).served("p", 7, index, false, answer);

    assertThat(records("lost")).isEqualTo(1);
    assertThat(records("written")).isZero();
  }

  private double records(String outcome) {
    return meters.get("segue.served.log.records").tag("outcome", outcome).counter().count();
  }

  private KafkaServedLog log(double share) {
    return new KafkaServedLog(producer, share, "host:1", Clock.fixed(NOON, ZoneOffset.UTC), meters);
  }

  private static ServingIndex index() {
    ServedIndex served = new ServedIndex();
    ServedIndexes.serve(served, "v1", 1, track -> null);
    return Objects.requireNonNull(served.current());
  }
}
