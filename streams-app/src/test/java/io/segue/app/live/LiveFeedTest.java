package io.segue.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.index.Bundle;
import io.segue.app.quality.EventPlace;
import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.Recommender;
import io.segue.recommender.TrackArtists;
import io.segue.recommender.live.LiveSegment;
import io.segue.recommender.live.LiveSettings;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.SuccessorOccurrence;
import io.segue.schemas.Topics;
import io.segue.schemas.TrackSuccessors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class LiveFeedTest {

  private static final long PUBLISHED_MS = 5_000;

  private final Serde<TrackSuccessors> serde =
      AvroSerdes.from(Map.of()).valueSerde(Topics.TRACK_SUCCESSORS);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LiveFeed feed = feed(LiveSettings.DEFAULT, 1 << 20);

  private long announcedAt;

  private LiveFeed feed(LiveSettings settings, long bytesMax) {
    return new LiveFeed(serde.deserializer(), settings, meters, bytesMax);
  }

  @Test
  void whatAVersionWasTrainedOnIsNotCountedTwice() {
    Recommender older = attach(manifest(100, 50));
    Recommender newer = attach(manifest(200, 60));
    announce("t0", follows("t1", 0, 99), follows("t1", 0, 150), follows("t1", 1, 55));

    assertThat(live(older).count(0)).isEqualTo(2);
    assertThat(live(newer).count(0)).isZero();
  }

  @Test
  void aVersionIsToldWhatWasAnnouncedBeforeItCame() {
    announce("t0", follows("t1", 0, 99), follows("t1", 0, 150));

    assertThat(live(attach(manifest(100, 0))).count(0)).isEqualTo(1);
  }

  @Test
  void forAVersionOfFilesEventsSinceItsPublicationCount() {
    Recommender recommender =
        attach(
            IndexManifest.newBuilder(manifest(0, 0))
                .setDataset(new DatasetReference("file:a.csv", List.of(), 1, 1L, 1L, 1.0))
                .build());
    announce("t0", at("t1", PUBLISHED_MS - 1), at("t1", PUBLISHED_MS));

    assertThat(live(recommender).count(0)).isEqualTo(1);
  }

  @Test
  void aTrackThatNoVersionKnowsIsRecommendedAfterTwoPlaylists() {
    Recommender recommender = attach(manifest(0, 0));
    announce("t0", follows("new", 0, 1), followsIn(2, "new", 0, 2));

    assertThat(recommender.similar("t0", 5)).extracting(Recommendation::trackId).contains("new");
    assertThat(recommender.recommend(RecommendationRequest.of(List.of("new"), 5)))
        .extracting(Recommendation::trackId)
        .contains("t0")
        .doesNotContain("new");
  }

  @Test
  void aNewVersionMakesItsOwnVectorsOfFreshTracks() {
    Recommender before = attach(manifest(0, 0), 1);
    announce("t0", follows("new", 0, 1), followsIn(2, "new", 0, 2));
    Recommender after = attach(manifest(0, 0), 2);

    for (Recommender recommender : List.of(before, after)) {
      assertThat(recommender.queryVector(List.of("new")))
          .hasValueSatisfying(
              vector ->
                  assertThat(recommender.queryVector(List.of("t0")))
                      .hasValueSatisfying(
                          expected -> assertThat(vector).containsExactly(expected, within(1e-6f))));
    }
    assertThat(live(before)).isNotSameAs(live(after));
  }

  @Test
  void aRecordWithoutAValueForgetsTheTrack() {
    Recommender recommender = attach(manifest(0, 0));
    announce("t0", follows("t1", 0, 1));
    feed.announced("t0", null);

    assertThat(live(recommender).count(0)).isZero();
    assertThat(live(attach(manifest(0, 0))).count(0)).isZero();
  }

  @Test
  void whatCannotBeReadIsCountedAndLeavesTheRestAlone() {
    Recommender recommender = attach(manifest(0, 0));
    announce("t0", follows("t1", 0, 1));
    feed.announced("t0", new byte[] {1, 2, 3});

    assertThat(live(recommender).count(0)).isEqualTo(1);
    assertThat(meters.get("segue.live.unreadable").counter().count()).isEqualTo(1);
  }

  @Test
  void theTracksAnnouncedLongestAgoGiveWay() {
    LiveFeed small = feed(LiveSettings.DEFAULT, 1_000);
    Recommender recommender = small.attach(recommender(1), manifest(0, 0));
    for (int track = 0; track < Bundle.TRACKS - 1; track++) {
      small.announced("t" + track, bytes(follows("t" + (track + 1), 0, track)));
    }

    assertThat(live(recommender).ruleCount()).isBetween(1, 6);
    assertThat(live(recommender).count(0)).isZero();
    assertThat(live(recommender).count(Bundle.TRACKS - 2)).isEqualTo(1);
  }

  @Test
  void theTracksAnnouncedLongestAgoGiveWayInWhateverOrderTheyAreRead() {
    SuccessorTable table = new SuccessorTable(1_000);
    List<String> gone = new ArrayList<>();
    for (int at : new int[] {7, 3, 9, 1, 8, 2}) {
      gone.addAll(table.put("t" + at, new byte[100], at));
    }
    gone.addAll(table.put("t3", new byte[100], 10));

    assertThat(table.latestFirst())
        .extracting(SuccessorTable.Announcement::track)
        .containsExactly("t3", "t9");
    assertThat(table.size()).isEqualTo(2);
    assertThat(gone).contains("t1", "t2", "t3");
  }

  @Test
  void itIsKnownWhichEventsAnswersMayRestOn() {
    announce("t0", follows("t1", 0, 99), follows("t1", 1, 55));

    assertThat(feed.mayKnow(new EventPlace(0, 99))).isTrue();
    assertThat(feed.mayKnow(new EventPlace(0, 100))).isFalse();
    assertThat(feed.mayKnow(new EventPlace(1, 55))).isTrue();
    assertThat(feed.mayKnow(new EventPlace(2, 0))).isFalse();
  }

  @Test
  void theLatestFreshTracksStayWhenThereIsNoRoomForAll() {
    LiveFeed narrow = feed(LiveSettings.DEFAULT.withFreshMax(8), 1 << 20);
    Recommender recommender = narrow.attach(recommender(1), manifest(0, 0));
    for (int track = 0; track < 20; track++) {
      narrow.announced("t" + track, bytes(follows("new" + track, 0, track)));
    }

    assertThat(live(recommender).number("new0")).isEqualTo(-1);
    assertThat(live(recommender).number("new19")).isGreaterThanOrEqualTo(Bundle.TRACKS);
    assertThat(live(recommender).freshCount()).isLessThanOrEqualTo(8);
  }

  private Recommender attach(IndexManifest manifest) {
    return attach(manifest, 1);
  }

  private Recommender attach(IndexManifest manifest, long seed) {
    return feed.attach(recommender(seed), manifest);
  }

  private static Recommender recommender(long seed) {
    return new Recommender(Bundle.model(seed), TrackArtists.NONE);
  }

  private static LiveSegment live(Recommender recommender) {
    return Objects.requireNonNull(recommender.live());
  }

  private static IndexManifest manifest(long to0, long to1) {
    return IndexManifest.newBuilder(Bundle.of("v1", 1).manifest(0))
        .setCreatedAt(Instant.ofEpochMilli(PUBLISHED_MS))
        .setDataset(
            new DatasetReference(
                Topics.PLAYLIST_EVENTS.name(),
                List.of(new OffsetRange(0, 0L, to0), new OffsetRange(1, 0L, to1)),
                1,
                1L,
                1L,
                1.0))
        .build();
  }

  private record Told(String successor, SuccessorOccurrence occurrence) {}

  private static Told follows(String successor, int partition, long offset) {
    return followsIn(1, successor, partition, offset);
  }

  private static Told followsIn(int playlist, String successor, int partition, long offset) {
    return new Told(successor, new SuccessorOccurrence(0, 1, playlist, partition, offset, 0L));
  }

  private static Told at(String successor, long atMs) {
    return new Told(successor, new SuccessorOccurrence(0, 1, 1, 0, 1L, atMs));
  }

  private void announce(String track, Told... told) {
    feed.announced(track, bytes(told));
  }

  private byte[] bytes(Told... told) {
    List<String> successors = new ArrayList<>();
    List<SuccessorOccurrence> occurrences = new ArrayList<>();
    for (Told one : told) {
      if (!successors.contains(one.successor())) {
        successors.add(one.successor());
      }
      occurrences.add(
          SuccessorOccurrence.newBuilder(one.occurrence())
              .setSuccessor(successors.indexOf(one.successor()))
              .build());
    }
    return serde
        .serializer()
        .serialize(
            Topics.TRACK_SUCCESSORS.name(),
            new TrackSuccessors(successors, occurrences, ++announcedAt, true));
  }
}
