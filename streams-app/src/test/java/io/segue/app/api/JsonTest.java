package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  private enum Order {
    SHUFFLED,
    AS_IS
  }

  private record Track(String id) {}

  private record Wish(int count, double share, boolean repeats, List<Track> tracks, Order order) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"count": "many"}          | The field 'count' must be a whole number
          {"count": 1.5}             | The field 'count' must be a whole number
          {"share": true}            | The field 'share' must be a number
          {"repeats": "yes"}         | The field 'repeats' must be true or false
          {"tracks": "one"}          | The field 'tracks' must be a list
          {"tracks": [{"id": "a"}, 7]} | The field 'tracks[1]' must be an object
          {"order": "BACKWARDS"}     | The field 'order' must be one of SHUFFLED, AS_IS, not 'BACKWARDS'
          """)
  void whatHasTheWrongTypeIsSaidInTheCallersWords(String body, String sentence) {
    assertThatThrownBy(() -> Json.read(body.getBytes(StandardCharsets.UTF_8), Wish.class))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(sentence)
        .hasMessageNotContainingAny("Jackson", "Coercion", "deserialize", "java.");
  }
}
