package io.segue.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void idsAreNumberedInTheirOrder() {
    Vocabulary vocabulary = Vocabulary.of(List.of("b", "a", "Sigur Rós|||Hoppípolla", ""));

    assertThat(vocabulary.size()).isEqualTo(4);
    assertThat(vocabulary.indexOf("a")).isEqualTo(1);
    assertThat(vocabulary.indexOf("")).isEqualTo(3);
    assertThat(vocabulary.id(2)).isEqualTo("Sigur Rós|||Hoppípolla");
  }

  @Test
  void unknownIdHasNoNumber() {
    assertThat(Vocabulary.of(List.of("a")).indexOf("b")).isEqualTo(-1);
    assertThat(Vocabulary.of(List.of()).indexOf("a")).isEqualTo(-1);
  }

  @Test
  void manyIdsAreAllFoundAgain() {
    List<String> ids = IntStream.range(0, 50_000).mapToObj(i -> "spotify:track:" + i).toList();

    Vocabulary vocabulary = Vocabulary.of(ids);

    for (int index = 0; index < ids.size(); index++) {
      assertThat(vocabulary.indexOf(ids.get(index))).isEqualTo(index);
      assertThat(vocabulary.id(index)).isEqualTo(ids.get(index));
    }
  }

  @Test
  void idThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> Vocabulary.of(List.of("a", "b", "a")))
        .hasMessage("the id 'a' is in the vocabulary twice");
  }
}
