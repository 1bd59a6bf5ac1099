package io.segue.app.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.index.Bundle;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServedIndexes;
import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.schemas.Action;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.StoredPlaylist;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExaminerTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final EventPlace PLACE = new EventPlace(0, 7);

  private final ServedIndex served = new ServedIndex();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<ExamOutcome> outcomes = new ArrayList<>();
  private long nanos;
  private long learntUpTo = -1;
  private int events;

  @BeforeEach
  void serve() {
    ServedIndexes.serveRanked(served, "v1", 1, track -> null);
  }

  @Test
  void theRankIsThatOfTheTrackInTheAnswerOfThatMoment() {
    Examiner examiner = examiner(1, 1);
    List<String> answer = answer(List.of("t5", "t6", "t7"));
    offer(examiner, playlist("t5", "t6", "t7"), answer.get(3));
    examiner.examineWaiting();

    assertThat(outcomes).extracting(ExamOutcome::rank).containsExactly(4);
    assertThat(outcomes.get(0).version()).isEqualTo("v1");
    assertThat(outcomes.get(0).at()).isEqualTo(NOON);
    assertThat(outcomes.get(0).shown()).hasSize(Examiner.SHOWN);
  }

  @Test
  void aTrackOfThePlaylistAndASkippedOneAreMissed() {
    Examiner examiner = examiner(1, 1);
    StoredPlaylist playlist = playlist(List.of("t5", "t6"), List.of("t7"));
    offer(examiner, playlist, "t5");
    offer(examiner, playlist, "t7");
    examiner.examineWaiting();

    assertThat(outcomes).extracting(ExamOutcome::rank).containsExactly(0, 0);
  }

  @Test
  void slicesTellWhatKindOfEventItWas() {
    Examiner examiner = examiner(1, 1);
    offer(examiner, null, "t0");
    offer(examiner, playlist("t1", "t2", "t3"), "unheard");
    offer(examiner, playlist("t1", "t2", "t3"), "t" + (Bundle.TRACKS - 1));
    examiner.examineWaiting();

    assertThat(outcomes)
        .extracting(ExamOutcome::slices)
        .satisfiesExactly(
            slices -> assertThat(slices).containsExactly(EventSlice.ALL, EventSlice.FIRST_EVENTS),
            slices -> assertThat(slices).containsExactly(EventSlice.ALL, EventSlice.NEW_TRACK),
            slices -> assertThat(slices).containsExactly(EventSlice.ALL, EventSlice.LONG_TAIL));
  }

  @Test
  void duringATrialTheVersionOfThePlaylistIsAskedAndItsSideIsKnown() {
    ServedIndexes.putOnTrial(served, "v2", 2, 0.5, track -> null);
    Examiner examiner = examiner(1, 1);
    for (int i = 0; i < 60; i++) {
      examiner.offer("p" + i, playlist("t1"), event("t2"), PLACE, outcomes::add);
    }
    examiner.examineWaiting();

    assertThat(outcomes).hasSize(60);
    for (ExamOutcome outcome : outcomes) {
      boolean candidate = Objects.requireNonNull(served.view().trial()).takes(outcome.playlistId());
      assertThat(outcome.version()).isEqualTo(candidate ? "v2" : "v1");
      assertThat(outcome.side()).isEqualTo(new TrialSide(0, candidate));
    }
    assertThat(outcomes).extracting(ExamOutcome::version).contains("v1", "v2");
  }

  @Test
  void theSampleHasTheShareThatIsAskedForAndIsTheSameEverywhere() {
    Examiner one = examiner(0.25, 1);
    Examiner other = examiner(0.25, 1);
    List<ExamOutcome> others = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      PlaylistEvent event = event("t2");
      one.offer("p" + i, playlist("t1"), event, PLACE, outcomes::add);
      one.examineWaiting();
      other.offer("p" + i, playlist("t1"), event, PLACE, others::add);
      other.examineWaiting();
    }

    assertThat(outcomes.size() / 2_000.0).isCloseTo(0.25, within(0.03));
    assertThat(others)
        .extracting(ExamOutcome::playlistId)
        .containsExactlyElementsOf(outcomes.stream().map(ExamOutcome::playlistId).toList());
  }

  @Test
  void aShareOfZeroExaminesNothing() {
    Examiner examiner = examiner(0, 1);
    offer(examiner, playlist("t1"), "t2");
    examiner.examineWaiting();

    assertThat(outcomes).isEmpty();
  }

  @Test
  void whatTheQueueHasNoPlaceForIsLeftOutAndCounted() {
    Examiner examiner = examiner(1, 1);
    for (int i = 0; i < 100; i++) {
      offer(examiner, playlist("t1"), "t2");
    }
    examiner.examineWaiting();

    assertThat(outcomes).hasSize(64);
    assertThat(leftOut("queue")).isEqualTo(36);
  }

  @Test
  void whatHasWaitedForTooLongIsNoExamAnyMore() {
    Examiner examiner = examiner(1, 1);
    offer(examiner, playlist("t1"), "t2");
    nanos += TimeUnit.SECONDS.toNanos(1);
    examiner.examineWaiting();

    assertThat(outcomes).isEmpty();
    assertThat(leftOut("late")).isEqualTo(1);
  }

  @Test
  void anEventThatWasLearntBeforeItWasAskedAboutIsNoExam() {
    Examiner examiner = examiner(1, 1);
    learntUpTo = PLACE.offset() - 1;
    offer(examiner, playlist("t1"), "t2");
    examiner.examineWaiting();
    assertThat(outcomes).hasSize(1);

    offer(examiner, playlist("t1"), "t2");
    learntUpTo = PLACE.offset();
    examiner.examineWaiting();

    assertThat(outcomes).hasSize(1);
    assertThat(leftOut("late")).isEqualTo(1);
  }

  @Test
  void nothingIsExaminedBeforeAVersionServes() {
    Examiner examiner =
        new Examiner(
            new ExamSettings(1, 1),
            new ServedIndex(),
            LearntEvents.NONE,
            Clock.fixed(NOON, ZoneOffset.UTC),
            meters,
            () -> nanos);
    offer(examiner, playlist("t1"), "t2");
    examiner.examineWaiting();

    assertThat(outcomes).isEmpty();
  }

  @Test
  void aBudgetIsEarnedWithTimeAndSpentByExams() {
    ExamBudget budget = new ExamBudget(0.1, () -> nanos);
    assertThat(budget.allows()).as("a second's worth to begin with").isTrue();

    budget.spend(TimeUnit.MILLISECONDS.toNanos(150));
    assertThat(budget.allows()).as("100 ms had, 150 ms spent").isFalse();

    nanos += TimeUnit.MILLISECONDS.toNanos(499);
    assertThat(budget.allows()).isFalse();
    nanos += TimeUnit.MILLISECONDS.toNanos(2);
    assertThat(budget.allows()).isTrue();

    nanos += TimeUnit.HOURS.toNanos(1);
    assertThat(budget.allows()).isTrue();
    budget.spend(TimeUnit.MILLISECONDS.toNanos(101));
    assertThat(budget.allows()).as("no more than a second's worth is saved").isFalse();
  }

  private double leftOut(String reason) {
    return meters.get("segue.exam.left.out").tag("reason", reason).counter().count();
  }

  private Examiner examiner(double share, double budget) {
    return new Examiner(
        new ExamSettings(share, budget),
        served,
        place -> learntUpTo >= place.offset(),
        Clock.fixed(NOON, ZoneOffset.UTC),
        meters,
        () -> nanos);
  }

  private void offer(Examiner examiner, @Nullable StoredPlaylist before, String trackId) {
    examiner.offer("p", before, event(trackId), PLACE, outcomes::add);
  }

  private PlaylistEvent event(String trackId) {
    return new PlaylistEvent("event-" + events++, "p", null, trackId, Action.ADD, NOON, "test");
  }

  private static StoredPlaylist playlist(String... tracks) {
    return playlist(List.of(tracks), List.of());
  }

  private static StoredPlaylist playlist(List<String> tracks, List<String> skipped) {
    return StoredPlaylist.of(
        new PlaylistState(
            null,
            tracks,
            Collections.nCopies(tracks.size(), 0L),
            skipped,
            ByteBuffer.allocate(0),
            (long) tracks.size(),
            0L));
  }

  private List<String> answer(List<String> tracks) {
    return Objects.requireNonNull(served.current())
        .recommender()
        .recommend(RecommendationRequest.of(tracks, RankCounts.DEPTH))
        .stream()
        .map(Recommendation::trackId)
        .toList();
  }
}
