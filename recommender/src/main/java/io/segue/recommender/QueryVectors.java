package io.segue.recommender;

import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.vectors.VectorMath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes query vectors: the mean of the latest tracks' vectors, each earlier one weighing {@link
 * QuerySettings#decay()} of the one after it. A track without a vector is stood in for by the mean
 * of its artist's most popular tracks, where the artist is known. Immutable and thread-safe.
 */
final class QueryVectors {

  /** An artist's vector is the mean of this many of its tracks at most. */
  private static final int ARTIST_VECTOR_TRACKS_MAX = 20;

  private final Model model;
  private final Catalogue catalogue;

  QueryVectors(Model model, Catalogue catalogue) {
    this.model = model;
    this.catalogue = catalogue;
  }

  /**
   * What one track or artist contributes to a query vector.
   *
   * @param trackId the track; null for an artist that was given as such
   * @param vector its vector times its weight, padded to the stride of the model's vectors
   */
  @SuppressWarnings("ArrayRecordComponent") // working memory, never compared
  record Part(@Nullable String trackId, float[] vector) {}

  /** The query vector of a basis, of length 1, or empty when nothing in it has a vector. */
  Optional<float[]> of(Basis basis) {
    List<Part> parts = parts(basis);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    float[] query = new float[model.vectors().stride()];
    for (Part part : parts) {
      VectorMath.addScaled(query, 0, part.vector(), 0, 1, query.length);
    }
    VectorMath.normalise(query, 0, query.length);
    return Optional.of(query);
  }

  /** What the query vector of a basis is the sum of, before it is given the length 1. */
  List<Part> parts(Basis basis) {
    List<Part> parts = new ArrayList<>();
    List<String> trackIds = basis.trackIds();
    float weight = 1;
    int oldest = Math.max(0, trackIds.size() - model.query().lastTracks());
    for (int i = trackIds.size() - 1; i >= oldest; i--) {
      float[] vector = trackVector(trackIds.get(i), weight);
      if (vector != null) {
        parts.add(new Part(trackIds.get(i), vector));
      }
      weight *= model.query().decay();
    }
    for (String artist : basis.artists()) {
      float[] vector = artistVector(model.artists().indexOf(artist), 1);
      if (vector != null) {
        parts.add(new Part(null, vector));
      }
    }
    return parts;
  }

  private float @Nullable [] trackVector(String trackId, float weight) {
    int track = catalogue.number(trackId);
    float[] fresh = track < 0 ? null : catalogue.freshVector(track);
    if (fresh != null) {
      float[] vector = fresh.clone();
      VectorMath.scale(vector, 0, weight, vector.length);
      return vector;
    }
    if (!model.hasVector(track)) {
      return artistVector(catalogue.artistOf(trackId), weight);
    }
    float[] vector = new float[model.vectors().stride()];
    addRow(vector, track, weight);
    return vector;
  }

  /** The mean of an artist's most popular tracks' vectors; null where none of them has one. */
  float @Nullable [] artistVector(int artist, float weight) {
    if (artist < 0) {
      return null;
    }
    // The most popular tracks of an artist come first, and only tracks at the front have vectors.
    ArtistTracks tracks = catalogue.artistTracks();
    int rows = 0;
    while (rows < Math.min(tracks.count(artist), ARTIST_VECTOR_TRACKS_MAX)
        && model.hasVector(tracks.track(artist, rows))) {
      rows++;
    }
    if (rows == 0) {
      return null;
    }
    float[] vector = new float[model.vectors().stride()];
    for (int rank = 0; rank < rows; rank++) {
      addRow(vector, tracks.track(artist, rank), weight / rows);
    }
    return vector;
  }

  private void addRow(float[] vector, int row, float weight) {
    VectorMath.addScaled(
        vector, 0, model.vectors().values(), model.vectors().offset(row), weight, vector.length);
  }
}
