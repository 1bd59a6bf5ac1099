package io.segue.trainer.evaluation;

import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.sessions.Sessions;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.ranking.RankingData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What is learnt from, and what is asked afterwards.
 *
 * @param data what is learnt from
 * @param questions each session's last track is the answer to those before it; -1 stands for tracks
 *     that {@code data} does not have
 */
record Exam(RankingData data, Sessions questions) {

  /** Sessions of one file and cases of another. */
  static Exam ofFiles(Path train, Path test) {
    SessionFile.Training training = SessionFile.readTraining(train);
    List<int[]> cases = SessionFile.readCases(test, training.tracks());
    return new Exam(
        RankingData.of(training.sessions(), training.tracks().size()),
        Sessions.of(cases.toArray(int[][]::new)));
  }

  /** Sessions of a file that nothing is asked about. */
  static Exam ofFile(Path train) {
    SessionFile.Training training = SessionFile.readTraining(train);
    return new Exam(RankingData.of(training.sessions(), training.tracks().size()), Sessions.of());
  }

  /**
   * By the tutorial's protocol: playlists of more than 2 tracks, shuffled by the seed 42; 70 % to
   * learn from, the last 10 % to ask about, each playlist's last track being the answer. The 20 %
   * between, by which the tutorial chooses, are left out: the search has a hold-out of its own.
   */
  static Exam ofPlaylists(Path playlists) {
    Dataset dataset = FileDatasetReader.read(playlists, DatasetSettings.DEFAULT);
    Split split = dataset.split();
    int[] numberOf = byDescendingCount(split.training(), dataset.tracks().size());
    int known = 1 + Arrays.stream(numberOf).max().orElse(-1);
    int[] artistOf = new int[known];
    for (int track = 0; track < numberOf.length; track++) {
      if (numberOf[track] >= 0) {
        artistOf[numberOf[track]] = dataset.artistOf()[track];
      }
    }
    ArtistTracks artists = new ArtistTracks(dataset.artists().size(), artistOf);
    return new Exam(
        new RankingData(
            sessions(split.training(), numberOf),
            known,
            artists.isEmpty() ? ArtistTracks.NONE : artists),
        sessions(split.test(), numberOf));
  }

  /** The new number of each track, -1 for those that the playlists do not have. */
  private static int[] byDescendingCount(Corpus playlists, int tracks) {
    int[] counts = new int[tracks];
    for (int track : playlists.tokens()) {
      counts[track]++;
    }
    Integer[] order = new Integer[tracks];
    Arrays.setAll(order, track -> track);
    Arrays.sort(order, (a, b) -> Integer.compare(counts[b], counts[a]));
    int[] numberOf = new int[tracks];
    for (int number = 0; number < tracks; number++) {
      numberOf[order[number]] = counts[order[number]] > 0 ? number : -1;
    }
    return numberOf;
  }

  private static Sessions sessions(Corpus playlists, int[] numberOf) {
    int[] tracks = Arrays.stream(playlists.tokens()).map(track -> numberOf[track]).toArray();
    return new Sessions(tracks, playlists.offsets());
  }

  /** The events of the answers. */
  int[] answers() {
    int[] answers = new int[questions.size()];
    Arrays.setAll(answers, question -> questions.end(question) - 1);
    return answers;
  }
}
