package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRulesTest {

  private static PlaylistEvent event() {
    return new PlaylistEvent("e1", "p1", "u1", "t1", Action.ADD, Instant.EPOCH, "test");
  }

  private static void assertRefused(@Nullable String key, PlaylistEvent event, String... words) {
    assertThatThrownBy(() -> EventRules.check(key, event))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void acceptsACompleteEventUnderItsKey() {
    assertThatCode(() -> EventRules.check("p1", event())).doesNotThrowAnyException();
  }

  @Test
  void acceptsAnEventWithoutUserAndSource() {
    PlaylistEvent event = event();
    event.setUserId(null);
    event.setSource(null);
    assertThatCode(() -> EventRules.check("p1", event)).doesNotThrowAnyException();
  }

  @Test
  void acceptsIdsOfExactly1024CharactersAndOfAnyScript() {
    PlaylistEvent event = event();
    event.setTrackId("x".repeat(1_024));
    event.setPlaylistId("音楽 🎵 ääkköset");
    assertThatCode(() -> EventRules.check("音楽 🎵 ääkköset", event)).doesNotThrowAnyException();
  }

  @Test
  void refusesMissingAndWrongKeys() {
    assertRefused(null, event(), "no key", "'p1'");
    assertRefused("p2", event(), "'p2'", "'p1'", "differs");
  }

  @Test
  void refusesAMissingValue() {
    assertThatThrownBy(() -> EventRules.check("p1", null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("no value");
  }

  @Test
  void refusesEmptyIds() {
    PlaylistEvent event = event();
    event.setTrackId("");
    assertRefused("p1", event, "trackId", "empty");
    event = event();
    event.setEventId("");
    assertRefused("p1", event, "eventId", "empty");
    event = event();
    event.setPlaylistId("");
    assertRefused("", event, "playlistId", "empty");
    event = event();
    event.setUserId("");
    assertRefused("p1", event, "userId", "empty");
  }

  @Test
  void refusesIdsOf1025Characters() {
    PlaylistEvent event = event();
    event.setTrackId("x".repeat(1_025));
    assertRefused("p1", event, "trackId", "1025", "1024");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "a\u0000b", "a\u007fb", "a\u0085b"})
  void refusesControlCharacters(String id) {
    PlaylistEvent event = event();
    event.setTrackId(id);
    assertRefused("p1", event, "trackId", "control character", "position 2");
  }

  @Test
  void refusesHalvesOfSurrogatePairs() {
    assertThatThrownBy(() -> EventRules.checkId("trackId", "a\ud83c"))
        .hasMessageContaining("Unicode");
    assertThatThrownBy(() -> EventRules.checkId("trackId", "\udfb5a"))
        .hasMessageContaining("Unicode");
  }

  @Test
  void refusesUnknownActionsAndImpossibleTimes() {
    PlaylistEvent event = event();
    event.setAction(Action.UNKNOWN);
    assertRefused("p1", event, "action");
    event = event();
    event.setOccurredAt(Instant.MAX);
    assertRefused("p1", event, "occurredAt", "9999");
  }

  @Test
  void quotesLongKeysInPartOnly() {
    assertThatThrownBy(() -> EventRules.check("k\n".repeat(5_000), event()))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\n"));
  }
}
