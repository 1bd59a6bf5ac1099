package io.segue.trainer.prequential;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.PlaylistEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  @Test
  void playlistsGrowSideBySideATrackEachByTurns() {
    List<PlaylistEvent> events =
        EventStream.of(List.of(List.of("a", "b"), List.of(), List.of("c", "d", "e")), "p");

    assertThat(events)
        .extracting(event -> event.getPlaylistId() + event.getTrackId())
        .containsExactly("p0a", "p2c", "p0b", "p2d", "p2e");
  }

  @Test
  void whereAPlaylistEndsTheNextOneBegins() {
    List<List<String>> playlists = new ArrayList<>();
    playlists.add(List.of("short"));
    playlists.addAll(Collections.nCopies(EventStream.SIDE_BY_SIDE - 1, List.of("x", "y")));
    playlists.add(List.of("late"));

    List<PlaylistEvent> events = EventStream.of(playlists, "p");

    assertThat(events).hasSize(2 * EventStream.SIDE_BY_SIDE);
    assertThat(events.get(EventStream.SIDE_BY_SIDE).getTrackId()).isEqualTo("late");
    assertThat(events).extracting(PlaylistEvent::getOccurredAt).isSorted().doesNotHaveDuplicates();
  }
}
