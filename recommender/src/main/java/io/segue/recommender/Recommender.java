package io.segue.recommender;

import io.segue.recommender.Recommendation.Source;
import io.segue.recommender.neighbours.HnswIndex;
import io.segue.recommender.neighbours.NeighbourIndex;
import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.vectors.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Answers "what should play next?" from one model.
 *
 * <p>The words of this package:
 *
 * <ul>
 *   <li><em>query vector</em>: the mean of the latest tracks' vectors, each earlier one weighing
 *       {@link QuerySettings#decay()} of the one after it. A track without a vector is stood in for
 *       by the mean of its artist's most popular tracks, where the artist is known
 *   <li><em>candidate</em>: a track that a {@linkplain Source source} proposes
 *   <li><em>retrieval</em>: nearest neighbours of the query vector; where they do not fill the
 *       answer, the playlist's artists' tracks; where those do not, the most popular tracks
 * </ul>
 *
 * <p>Immutable and thread-safe. A request is answered on the calling thread.
 */
public final class Recommender {

  /** An artist's vector is the mean of this many of its tracks at most. */
  private static final int ARTIST_VECTOR_TRACKS_MAX = 20;

  private final Model model;
  private final TrackArtists trackArtists;
  private final NeighbourIndex neighbours;
  private final ArtistTracks artistTracks;
  private final double countSum;

  /**
   * @param model what to answer from
   * @param trackArtists asked for the artists of tracks that the model does not know
   */
  public Recommender(Model model, TrackArtists trackArtists) {
    this.model = model;
    this.trackArtists = trackArtists;
    this.neighbours = new HnswIndex(model.vectors(), model.graph(), model.query().efSearch());
    this.artistTracks = new ArtistTracks(model.artists().size(), model.artistOf());
    this.countSum = Math.max(1, Arrays.stream(model.counts()).asLongStream().sum());
  }

  /** The model that the answers come from. */
  public Model model() {
    return model;
  }

  /** The best next tracks, best first, none twice; fewer than asked only if there are not more. */
  public List<Recommendation> recommend(RecommendationRequest request) {
    Answer answer = new Answer(model, request);
    queryVector(request.tracks()).ifPresent(query -> addNeighbours(answer, query));
    addTracksOfArtists(answer, request.tracks());
    addPopular(answer);
    return answer.recommendations();
  }

  /**
   * The tracks whose vectors are nearest to a track's, best first; empty when neither the track nor
   * its artist has a vector.
   */
  public List<Recommendation> similar(String trackId, int k) {
    Answer answer = new Answer(model, RecommendationRequest.of(List.of(trackId), k));
    queryVector(List.of(trackId)).ifPresent(query -> addNeighbours(answer, query));
    return answer.recommendations();
  }

  /** Whether the model or the catalogue knows anything about a track. */
  public boolean knows(String trackId) {
    return model.tracks().indexOf(trackId) >= 0 || trackArtists.artistOf(trackId) != null;
  }

  /**
   * The query vector of a playlist, oldest track first: of length 1, padded to the stride of the
   * model's vectors. Empty when neither one of its latest tracks nor the artist of one has a
   * vector.
   */
  public Optional<float[]> queryVector(List<String> trackIds) {
    float[] query = new float[model.vectors().stride()];
    boolean any = false;
    float weight = 1;
    int oldest = Math.max(0, trackIds.size() - model.query().lastTracks());
    for (int i = trackIds.size() - 1; i >= oldest; i--) {
      any |= addTrackVector(query, trackIds.get(i), weight);
      weight *= model.query().decay();
    }
    if (!any) {
      return Optional.empty();
    }
    VectorMath.normalise(query, 0, query.length);
    return Optional.of(query);
  }

  private boolean addTrackVector(float[] query, String trackId, float weight) {
    int track = model.tracks().indexOf(trackId);
    if (model.hasVector(track)) {
      addRow(query, track, weight);
      return true;
    }
    int artist = artistOf(trackId, track);
    if (artist < 0) {
      return false;
    }
    // The most popular tracks of an artist come first, and only tracks at the front have vectors.
    int rows = 0;
    while (rows < Math.min(artistTracks.count(artist), ARTIST_VECTOR_TRACKS_MAX)
        && model.hasVector(artistTracks.track(artist, rows))) {
      rows++;
    }
    for (int rank = 0; rank < rows; rank++) {
      addRow(query, artistTracks.track(artist, rank), weight / rows);
    }
    return rows > 0;
  }

  private void addRow(float[] query, int row, float weight) {
    VectorMath.addScaled(
        query, 0, model.vectors().values(), model.vectors().offset(row), weight, query.length);
  }

  private int artistOf(String trackId, int track) {
    if (track >= 0) {
      return model.artistOf()[track];
    }
    String artist = trackArtists.artistOf(trackId);
    return artist == null ? -1 : model.artists().indexOf(artist);
  }

  private void addNeighbours(Answer answer, float[] query) {
    Neighbours found = neighbours.search(query, answer.missing(), answer::admits);
    for (int i = 0; i < found.size(); i++) {
      answer.add(found.rows()[i], found.scores()[i], Source.NEIGHBOURS);
    }
  }

  private void addTracksOfArtists(Answer answer, List<String> trackIds) {
    for (int i = trackIds.size() - 1; i >= 0 && answer.missing() > 0; i--) {
      int artist = artistOf(trackIds.get(i), model.tracks().indexOf(trackIds.get(i)));
      for (int rank = 0;
          artist >= 0 && rank < artistTracks.count(artist) && answer.missing() > 0;
          rank++) {
        offer(answer, artistTracks.track(artist, rank), Source.ARTIST);
      }
    }
  }

  private void addPopular(Answer answer) {
    for (int track = 0; track < model.tracks().size() && answer.missing() > 0; track++) {
      offer(answer, track, Source.POPULARITY);
    }
  }

  private void offer(Answer answer, int track, Source source) {
    if (answer.admits(track)) {
      answer.add(track, model.counts()[track] / countSum, source);
    }
  }

  /** The recommendations of one request as they come together. */
  private static final class Answer {

    private final Model model;
    private final int k;
    private final TrackSet refused;
    private final List<Recommendation> recommendations = new ArrayList<>();

    Answer(Model model, RecommendationRequest request) {
      this.model = model;
      this.k = request.k();
      this.refused = new TrackSet(request.tracks().size() + request.excluded().size() + k);
      if (!request.repeats()) {
        request.tracks().forEach(this::refuse);
      }
      request.excluded().forEach(this::refuse);
    }

    private void refuse(String trackId) {
      int track = model.tracks().indexOf(trackId);
      if (track >= 0) {
        refused.add(track);
      }
    }

    boolean admits(int track) {
      return !refused.contains(track);
    }

    int missing() {
      return k - recommendations.size();
    }

    void add(int track, double score, Source source) {
      refused.add(track);
      recommendations.add(new Recommendation(model.tracks().id(track), score, source));
    }

    List<Recommendation> recommendations() {
      return List.copyOf(recommendations);
    }
  }
}
