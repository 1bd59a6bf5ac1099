package io.segue.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.segue.recommender.Vocabulary;
import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFileTest {

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void tracksAreNumberedByDescendingCount() throws IOException {
    SessionFile.Training training =
        SessionFile.readTraining(file("train.txt", "7 8\n9 8 9 8\n9 8\n"));

    assertThat(training.tracks().id(0)).isEqualTo("8");
    assertThat(training.tracks().id(1)).isEqualTo("9");
    assertThat(training.sessions().tracks()).containsExactly(2, 0, 1, 0, 1, 0, 1, 0);
    assertThat(training.sessions().starts()).containsExactly(0, 2, 6, 8);
  }

  @Test
  void theAnswerOfACaseIsItsLastTrackAndUnknownTracksAreMinusOne() throws IOException {
    Vocabulary tracks = Vocabulary.of(List.of("8", "9"));

    List<int[]> cases = SessionFile.readCases(file("test.txt", "8 5 9 | 8\n8 | 6\n"), tracks);

    assertThat(cases).hasSize(2);
    assertThat(cases.get(0)).containsExactly(0, -1, 1, 0);
    assertThat(cases.get(1)).containsExactly(0, -1);
  }

  @Test
  void caseWithoutAQuestionIsRefused() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                SessionFile.readCases(
                    file("test.txt", "8 9 | 8\n8\n"), Vocabulary.of(List.of("8"))))
        .withMessageContaining("a case of one track only");
  }
}
