package io.segue.trainer.pipeline;

import io.segue.recommender.Model;
import io.segue.recommender.ModelBuilder;
import io.segue.recommender.QuerySettings;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.embedding.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Makes the model that is served of what was trained. */
final class ModelMaker {

  private ModelMaker() {}

  /**
   * The model of an embedding.
   *
   * @param query how queries are made
   * @param progress told how many vectors are in the index
   */
  static Model make(
      Dataset dataset,
      Embedding embedding,
      QuerySettings query,
      int threads,
      IntConsumer progress) {
    int size = embedding.tracks().length;
    List<String> tracks = new ArrayList<>(size);
    List<String> artists = new ArrayList<>();
    int[] artistOf = new int[size];
    int[] newNumber = new int[dataset.artists().size()];
    Arrays.fill(newNumber, -1);
    for (int i = 0; i < size; i++) {
      int track = embedding.tracks()[i];
      tracks.add(dataset.tracks().id(track));
      int artist = dataset.artistOf()[track];
      if (artist >= 0 && newNumber[artist] < 0) {
        newNumber[artist] = artists.size();
        artists.add(dataset.artists().id(artist));
      }
      artistOf[i] = artist < 0 ? -1 : newNumber[artist];
    }
    return ModelBuilder.build(
        Vocabulary.of(tracks),
        embedding.counts(),
        Vocabulary.of(artists),
        artistOf,
        embedding.vectors(),
        query,
        HnswSettings.DEFAULT,
        threads,
        progress);
  }
}
