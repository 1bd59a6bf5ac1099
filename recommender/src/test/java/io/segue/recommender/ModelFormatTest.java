package io.segue.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.recommender.neighbours.HnswBuilder;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.ranking.LinearRanker;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.TreeEnsemble;
import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.retrieval.NextTrackGraph;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFormatTest {

  private static final QuerySettings QUERY = new QuerySettings(3, 0.5f, 77);

  private static final RecommendationRequest QUESTION =
      RecommendationRequest.of(List.of("jazz3"), 3);

  private final Model model = Models.ranked(QUERY);

  @Test
  void modelComesBackAsItWasWritten() throws Exception {
    Model read = ModelFormat.read(MemorySegment.ofArray(write(model)));

    assertThat(read.query()).isEqualTo(model.query());
    assertThat(read.counts()).isEqualTo(model.counts());
    assertThat(read.artistOf()).isEqualTo(model.artistOf());
    assertThat(read.vectors().values()).isEqualTo(model.vectors().values());
    assertThat(read.tracks().indexOf("jazz3")).isEqualTo(5);
    assertThat(read.artists().id(3)).isEqualTo("Monk");
    assertThat(write(read)).isEqualTo(write(model));
  }

  @Test
  void rankingComesBackAsItWasWritten() throws Exception {
    RankingModel written = Objects.requireNonNull(model.ranking());

    RankingModel read = Objects.requireNonNull(read(write(model)).ranking());

    assertThat(read.settings()).isEqualTo(written.settings());
    assertThat(read.index().sessions().tracks()).isEqualTo(written.index().sessions().tracks());
    assertThat(read.index().bytes()).isEqualTo(written.index().bytes());
    assertThat(read.parts().nextTracks().get(0).outputs().values())
        .isEqualTo(written.parts().nextTracks().get(0).outputs().values());
    assertThat(read.shortlistWeights()).isEqualTo(written.shortlistWeights());
    assertThat(((LinearRanker) read.ranker()).weights())
        .isEqualTo(((LinearRanker) written.ranker()).weights());
  }

  @Test
  void treesComeBackAsTheyWereWritten() throws Exception {
    TreeEnsemble trees =
        new TreeEnsemble(1, new short[] {2, 7}, new float[] {0.5f, -1}, new float[] {1, 2, 3, 4});

    Model read = read(write(Models.ranked(QUERY, names -> trees)));

    TreeEnsemble back = (TreeEnsemble) Objects.requireNonNull(read.ranking()).ranker();
    assertThat(back.depth()).isEqualTo(1);
    assertThat(back.nodeFeatures()).isEqualTo(trees.nodeFeatures());
    assertThat(back.thresholds()).isEqualTo(trees.thresholds());
    assertThat(back.leaves()).isEqualTo(trees.leaves());
  }

  @Test
  void tiedVectorsTheirGraphAndArtistsComeBack() throws Exception {
    RankingModel ranking = Objects.requireNonNull(model.ranking());
    NextTrackModel directed = ranking.parts().nextTracks().get(0);
    NextTrackModel tied =
        new NextTrackModel(
            directed.outputs(), directed.outputs(), directed.bias(), directed.ages(), 12);
    NextTrackGraph graph =
        new NextTrackGraph(
            tied, HnswBuilder.build(tied.outputs(), HnswSettings.DEFAULT, 1, rows -> {}));
    RankingModel written =
        RankingModel.untrained(
            new RankingParts(
                ranking.index(),
                List.of(directed, tied),
                new ArtistTracks(model.artists().size(), model.artistOf()),
                graph),
            ranking.settings().withNearest(5).withSameArtist(2));

    RankingModel read = Objects.requireNonNull(read(write(model.withRanking(written))).ranking());

    assertThat(read.parts().nextTracks().get(0).tied()).isFalse();
    assertThat(read.parts().nextTracks().get(1).tied()).isTrue();
    assertThat(read.parts().nextTracks().get(1).scale()).isEqualTo(12);
    NextTrackGraph back = Objects.requireNonNull(read.parts().nearest());
    assertThat(back.model()).isSameAs(read.parts().nextTracks().get(1));
    assertThat(back.graph().bottom()).isEqualTo(graph.graph().bottom());
    assertThat(read.parts().artists().artistOf(6)).isEqualTo(1);
    assertThat(read.featureNames()).isEqualTo(written.featureNames()).contains("artist-part");
  }

  @Test
  void modelWithoutRankingComesBackWithoutOne() throws Exception {
    assertThat(read(write(model.withRanking(null))).ranking()).isNull();
  }

  @Test
  void rankerOfOtherFeaturesIsRefused() throws Exception {
    byte[] whole = replaced(write(model), "own-age", "own-era");

    assertThatThrownBy(() -> read(whole))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageMatching(
            "the model's ranker was trained with other features than this Segue has:"
                + " number \\d+ is 'own-era', not 'own-age'");
  }

  @ParameterizedTest
  @CsvSource({
    "rules.0.steps=10,rules.0.stepz=10,the setting rules.0.steps is missing",
    "rules.0.steps=10,rules.0.steps=xx,the setting rules.0.steps is no number: 'xx'",
    "shortlist=3,shortlist=0,'shortlist must lie between 1 and 10000, 0 does not'",
    "neighbours.0.neighbours=500,neighbours.0.neighbours=-50,neighbours must lie between 1",
    "rules.0.prefixDecay=0.8,rules.0.prefixDecay=NaN,prefixDecay must be a finite number",
  })
  void settingsThatMakeNoSenseAreRefused(String before, String after, String message)
      throws Exception {
    byte[] whole = replaced(write(model), before, after);

    assertThatThrownBy(() -> read(whole))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("the model is not sound: ")
        .hasMessageContaining(message);
  }

  @Test
  void sessionOfATrackThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> new SessionIndex(Sessions.of(new int[] {0, 8}), 8, 100))
        .hasMessage("a session has the track 8, and there are 8");
  }

  @Test
  void bytesOfVersionOneAreStillRead() throws Exception {
    Model read = read(fixture("model-v1.bin"));

    assertThat(read.query()).isEqualTo(QUERY);
    assertThat(read.ranking()).isNull();
    assertThat(new Recommender(read, TrackArtists.NONE).similar("jazz3", 1))
        .extracting(Recommendation::trackId)
        .containsExactly("jazz2");
  }

  @Test
  void bytesOfVersionTwoAreStillRead() throws Exception {
    Model read = read(fixture("model-v2.bin"));

    assertThat(read.query()).isEqualTo(QUERY);
    assertThat(read.vectors().values()).isEqualTo(model.vectors().values());
    assertThat(Objects.requireNonNull(read.ranking()).featureNames())
        .isEqualTo(Objects.requireNonNull(model.ranking()).featureNames());
    assertThat(new Recommender(read, TrackArtists.NONE).recommend(QUESTION))
        .isEqualTo(new Recommender(model, TrackArtists.NONE).recommend(QUESTION));
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ModelFormatTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] whole = write(model);

    for (int length = 0; length < whole.length; length++) {
      MemorySegment cut = MemorySegment.ofArray(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ModelFormat.read(cut)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void bytesAfterTheEndAreRefused() throws Exception {
    byte[] whole = write(model);

    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 3)))
        .hasMessage("the model goes on for 3 bytes after its end");
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> read(new byte[100]))
        .hasMessage("the bytes do not begin as a Segue model does");
  }

  @Test
  void otherVersionsAreRefused() throws Exception {
    byte[] whole = write(model);
    whole[8] = 99;

    assertThatThrownBy(() -> read(whole))
        .hasMessage("the model has format version 99, this Segue reads versions 1 to 2");
  }

  @Test
  void countThatLiesIsRefusedBeforeMemoryIsTakenForIt() throws Exception {
    byte[] whole = write(model);
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(64, 1L << 30);

    assertThatThrownBy(() -> read(whole))
        .hasMessageContaining("cut short: settings should take 4294967296 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomDamageIsRefusedOrReadButNeverCrashes(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = write(model);
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        Recommender recommender = new Recommender(read(damaged), TrackArtists.NONE);
        recommender.similar("jazz3", 3);
        recommender.recommend(RecommendationRequest.of(List.of("jazz1", "rock1"), 5));
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageStartingWith("the ");
      }
    }
  }

  private static Model read(byte[] bytes) throws ModelFormatException {
    return ModelFormat.read(MemorySegment.ofArray(bytes));
  }

  /** Bytes with a text replaced by one that is as long, so that the blocks stay in place. */
  private static byte[] replaced(byte[] bytes, String before, String after) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(all).contains(before);
    assertThat(after).hasSameSizeAs(before);
    return all.replaceFirst(Pattern.quote(before), after).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] write(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFormat.write(model, out);
    return out.toByteArray();
  }
}
