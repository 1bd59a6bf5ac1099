package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaylistHistoryTest {

  private final PlaylistHistory history = new PlaylistHistory(5);
  private int eventNumber;

  private PlaylistEvent event(Action action, String track) {
    eventNumber++;
    return new PlaylistEvent(
        "e" + eventNumber, "p", null, track, action, Instant.ofEpochMilli(eventNumber), null);
  }

  private PlaylistState fold(PlaylistEvent... events) {
    return fold(null, List.of(events));
  }

  private PlaylistState fold(@Nullable PlaylistState before, List<PlaylistEvent> events) {
    PlaylistState state = before;
    for (PlaylistEvent event : events) {
      state = history.apply(state, event);
    }
    PlaylistState after = Objects.requireNonNull(state);
    assertThat(after.getOccurredAt()).hasSameSizeAs(after.getTracks());
    return after;
  }

  @Test
  void addAndPlayAppend() {
    PlaylistState state =
        fold(event(Action.ADD, "a"), event(Action.PLAY, "b"), event(Action.ADD, "a"));
    assertThat(state.getTracks()).containsExactly("a", "b", "a");
    assertThat(state.getOccurredAt()).containsExactly(1L, 2L, 3L);
    assertThat(state.getEventCount()).isEqualTo(3);
    assertThat(state.getUpdatedAt()).isEqualTo(3);
  }

  @Test
  void removeTakesTheLatestOccurrenceOut() {
    PlaylistState state =
        fold(
            event(Action.ADD, "a"),
            event(Action.ADD, "b"),
            event(Action.ADD, "a"),
            event(Action.REMOVE, "a"));
    assertThat(state.getTracks()).containsExactly("a", "b");
    assertThat(state.getOccurredAt()).containsExactly(1L, 2L);
    assertThat(state.getEventCount()).isEqualTo(4);
  }

  @Test
  void removeOfAnAbsentTrackChangesNoTracks() {
    PlaylistState state = fold(event(Action.ADD, "a"), event(Action.REMOVE, "b"));
    assertThat(state.getTracks()).containsExactly("a");
    assertThat(fold(event(Action.REMOVE, "b")).getTracks()).isEmpty();
  }

  @Test
  void skipIsRememberedOnceUntilTheTrackIsAdded() {
    PlaylistState state =
        fold(event(Action.SKIP, "a"), event(Action.SKIP, "b"), event(Action.SKIP, "a"));
    assertThat(state.getTracks()).isEmpty();
    assertThat(state.getSkipped()).containsExactly("b", "a");
    PlaylistState after = fold(state, List.of(event(Action.PLAY, "a")));
    assertThat(after.getSkipped()).containsExactly("b");
    assertThat(after.getTracks()).containsExactly("a");
  }

  @Test
  void skippedTracksAreBounded() {
    List<PlaylistEvent> skips =
        IntStream.rangeClosed(0, PlaylistHistory.SKIPPED_MAX)
            .mapToObj(i -> event(Action.SKIP, "t" + i))
            .toList();
    assertThat(fold(null, skips).getSkipped())
        .hasSize(PlaylistHistory.SKIPPED_MAX)
        .startsWith("t1")
        .endsWith("t" + PlaylistHistory.SKIPPED_MAX);
  }

  @Test
  void duplicateEventChangesNothing() {
    PlaylistEvent event = event(Action.ADD, "a");
    PlaylistState state = history.apply(null, event);
    assertThat(history.apply(state, event)).isSameAs(state);
    PlaylistEvent sameIdOtherTrack = event(Action.ADD, "b");
    sameIdOtherTrack.setEventId(event.getEventId());
    assertThat(history.apply(state, sameIdOtherTrack)).isSameAs(state);
  }

  @Test
  void oldestTracksGiveWayAtTheBound() {
    PlaylistState state =
        fold(null, IntStream.rangeClosed(1, 7).mapToObj(i -> event(Action.ADD, "t" + i)).toList());
    assertThat(state.getTracks()).containsExactly("t3", "t4", "t5", "t6", "t7");
    assertThat(state.getOccurredAt()).containsExactly(3L, 4L, 5L, 6L, 7L);
    assertThat(state.getEventCount()).isEqualTo(7);
  }

  @Test
  void aLongListTakenInTwiceChangesNothing() {
    List<PlaylistEvent> events =
        IntStream.range(0, 5 * PlaylistHistory.APPLIED_EVENTS_PER_TRACK)
            .mapToObj(i -> event(Action.ADD, "t" + i))
            .toList();
    PlaylistState once = fold(null, events);
    assertThat(fold(once, events)).isSameAs(once);
  }

  @Test
  void rememberedEventsAreBounded() {
    PlaylistEvent first = event(Action.ADD, "first");
    PlaylistState state = history.apply(null, first);
    int bound = 5 * PlaylistHistory.APPLIED_EVENTS_PER_TRACK;
    for (int i = 1; i < bound; i++) {
      state = history.apply(state, event(Action.ADD, "t" + i));
    }
    assertThat(history.apply(state, first)).isSameAs(state);
    state = history.apply(state, event(Action.ADD, "one more"));
    assertThat(state.getAppliedEvents().remaining()).isEqualTo(bound * Long.BYTES);
    assertThat(history.apply(state, first).getTracks()).endsWith("first");
  }

  @Test
  void arrivalCountsNotTheClock() {
    PlaylistEvent late = event(Action.ADD, "late");
    PlaylistEvent early = event(Action.ADD, "early");
    late.setOccurredAt(Instant.ofEpochMilli(100));
    early.setOccurredAt(Instant.ofEpochMilli(50));
    PlaylistState state = fold(late, early);
    assertThat(state.getTracks()).containsExactly("late", "early");
    assertThat(state.getUpdatedAt()).isEqualTo(50);
  }

  @Test
  void latestKnownUserStays() {
    PlaylistEvent byAnna = event(Action.ADD, "a");
    byAnna.setUserId("anna");
    assertThat(fold(byAnna, event(Action.ADD, "b")).getUserId()).isEqualTo("anna");
  }

  @Test
  void stateBeforeStaysAsItWas() {
    PlaylistState state =
        fold(event(Action.ADD, "a"), event(Action.ADD, "b"), event(Action.SKIP, "c"));
    PlaylistState copy = PlaylistState.newBuilder(state).build();
    for (Action action : List.of(Action.ADD, Action.REMOVE, Action.PLAY, Action.SKIP)) {
      PlaylistState after = history.apply(state, event(action, "a"));
      assertThat(after).isNotSameAs(state);
      assertThat(state).isEqualTo(copy);
    }
  }

  @Test
  void sameEventsInTheSameOrderGiveTheSameState() {
    List<Action> known = List.of(Action.ADD, Action.REMOVE, Action.PLAY, Action.SKIP);
    Random random = new Random(42);
    List<PlaylistEvent> events = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Action action = known.get(random.nextInt(known.size()));
      events.add(event(action, "t" + random.nextInt(8)));
    }
    assertThat(fold(null, events)).isEqualTo(fold(null, events));

    List<PlaylistEvent> eachTwice = new ArrayList<>();
    events.forEach(event -> eachTwice.addAll(Collections.nCopies(2, event)));
    assertThat(fold(null, eachTwice)).isEqualTo(fold(null, events));
  }

  @Test
  void unknownActionIsRefused() {
    PlaylistEvent event = event(Action.UNKNOWN, "a");
    assertThatThrownBy(() -> history.apply(null, event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(event.getEventId());
  }

  @Test
  void boundBelowOneIsRefused() {
    assertThatThrownBy(() -> new PlaylistHistory(0)).hasMessageContaining("at least 1");
  }
}
