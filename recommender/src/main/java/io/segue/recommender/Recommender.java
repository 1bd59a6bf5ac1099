package io.segue.recommender;

import io.segue.recommender.Recommendation.Source;
import io.segue.recommender.live.LatentSpace;
import io.segue.recommender.live.LiveSegment;
import io.segue.recommender.live.LiveSettings;
import io.segue.recommender.neighbours.HnswIndex;
import io.segue.recommender.neighbours.NeighbourIndex;
import io.segue.recommender.ordering.Arrangement;
import io.segue.recommender.ordering.Exploration;
import io.segue.recommender.ordering.Ordering;
import io.segue.recommender.ranking.CascadePool;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.retrieval.ArtistTracks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers "what should play next?" from one model, in four stages: retrieve, rank, filter, order.
 *
 * <p>Who is answered by which path:
 *
 * <ol>
 *   <li>If the model has a ranking part and knows a track of the playlist, its {@linkplain
 *       io.segue.recommender.ranking.Cascade cascade} finds candidates and ranks the best of them;
 *       those that were not ranked follow in the shortlist's order. A track that was never seen in
 *       training is stood in for by its artist's most popular one, where the artist is known.
 *   <li>What is still missing comes from the nearest neighbours of the {@linkplain #queryVector
 *       query vector}. Without a ranking part, this is where answers begin.
 *   <li>Then come the tracks of the playlist's artists, the latest one's first.
 *   <li>If the request gives a context, steps 1 to 3 are gone through with that, so that an empty
 *       or unknown playlist is answered from the context.
 *   <li>At last come the most popular tracks.
 * </ol>
 *
 * <p>The filter ({@link RecommendationRequest}) works on each step, so an answer is shorter than
 * asked for only if the model has no more tracks that pass it.
 *
 * <p>With a {@linkplain #answerWith live segment}, what happened since the model was trained counts
 * in steps 1 and 2, and tracks that the model does not know are found there beside those that it
 * knows.
 *
 * <p>Thread-safe. A request is answered on the calling thread, which waits while as many threads as
 * there are processors are ranking.
 */
public final class Recommender {

  private final Model model;
  private final Refused blocked;
  private final TrackArtists trackArtists;
  private final ArtistTracks artistTracks;
  private final NeighbourIndex neighbours;
  private final @Nullable CascadePool cascades;
  private final double countSum;
  private final AtomicReference<@Nullable LiveSegment> live = new AtomicReference<>();

  /**
   * A recommender that may recommend any track.
   *
   * @param model what to answer from
   * @param trackArtists asked for the artists of tracks that the model does not know
   */
  public Recommender(Model model, TrackArtists trackArtists) {
    this(model, trackArtists, Exclusions.NONE);
  }

  /**
   * A recommender.
   *
   * @param model what to answer from
   * @param trackArtists asked for the artists of tracks that the model does not know
   * @param blocked what is never to be recommended
   */
  public Recommender(Model model, TrackArtists trackArtists, Exclusions blocked) {
    this.model = model;
    this.blocked = new Refused(model, blocked);
    this.trackArtists = trackArtists;
    this.artistTracks = new ArtistTracks(model.artists().size(), model.artistOf());
    this.neighbours = new HnswIndex(model.vectors(), model.graph(), model.query().efSearch());
    RankingModel ranking = model.ranking();
    this.cascades =
        ranking == null
            ? null
            : new CascadePool(ranking, Runtime.getRuntime().availableProcessors());
    this.countSum = Math.max(1, Arrays.stream(model.counts()).asLongStream().sum());
  }

  /** The model that the answers come from. */
  public Model model() {
    return model;
  }

  /**
   * A segment of this model that has learnt nothing yet, for whoever feeds it.
   *
   * @see #answerWith
   */
  public LiveSegment newSegment(LiveSettings settings) {
    // Without the segment that answers now: segments must not hold on to those before them.
    QueryVectors vectors =
        new QueryVectors(model, new Catalogue(model, trackArtists, artistTracks, null));
    return new LiveSegment(
        new LatentSpace(
            model.tracks().size(),
            model.tracks()::indexOf,
            model.vectors(),
            trackId -> {
              String artist = trackArtists.artistOf(trackId);
              return artist == null ? -1 : model.artists().indexOf(artist);
            },
            artist -> vectors.artistVector(artist, 1),
            model.query().lastTracks(),
            model.query().decay()),
        settings);
  }

  /**
   * From now on answers take a segment into account; requests that are being answered go on with
   * the one before.
   *
   * @param segment one that {@link #newSegment} of this recommender has made
   */
  public void answerWith(LiveSegment segment) {
    live.set(segment);
  }

  /** The segment that answers take into account; null for none. */
  public @Nullable LiveSegment live() {
    return live.get();
  }

  /** Sees one segment for as long as it is used: made once a request. */
  private Retrieval retrieval() {
    return new Retrieval(
        new Catalogue(model, trackArtists, artistTracks, live.get()),
        neighbours,
        cascades,
        countSum);
  }

  /** The best next tracks, best first, none twice; fewer than asked only if there are not more. */
  public List<Recommendation> recommend(RecommendationRequest request) {
    Retrieval retrieval = retrieval();
    List<Candidate> answer = new ArrayList<>(arranged(request, retrieval));
    explore(request, answer, retrieval);
    return recommendations(answer, request.explained(), retrieval);
  }

  /**
   * The tracks whose vectors are nearest to a track's, best first; empty when neither the track nor
   * its artist has a vector.
   */
  public List<Recommendation> similar(String trackId, int k) {
    RecommendationRequest request = RecommendationRequest.of(List.of(trackId), k);
    Retrieval retrieval = retrieval();
    CandidateList list = new CandidateList(admission(request, k, retrieval), track -> true, k);
    retrieval.addNeighbours(list, new Basis(List.of(trackId), List.of()));
    return recommendations(candidates(list), false, retrieval);
  }

  /** Whether the model or the catalogue knows anything about a track. */
  public boolean knows(String trackId) {
    return retrieval().catalogue().knows(trackId);
  }

  /**
   * The query vector of a playlist, oldest track first: the mean of its latest tracks' vectors, of
   * length 1, padded to the stride of the model's vectors. A track without a vector is stood in for
   * by its artist. Empty when neither one of the latest tracks nor the artist of one has a vector.
   */
  public Optional<float[]> queryVector(List<String> trackIds) {
    return retrieval().queryVectors().of(new Basis(trackIds, List.of()));
  }

  private List<Candidate> arranged(RecommendationRequest request, Retrieval retrieval) {
    Ordering ordering = request.ordering();
    int wanted =
        ordering.rearranges() ? request.k() * Arrangement.CANDIDATES_PER_PLACE : request.k();
    CandidateList list =
        new CandidateList(admission(request, wanted, retrieval), track -> true, wanted);
    for (Basis basis : bases(request)) {
      retrieval.retrieve(list, basis);
    }
    for (int track = 0; track < model.tracks().size() && list.size() < request.k(); track++) {
      list.offer(track, retrieval.share(track), Source.POPULARITY, Basis.NONE);
    }
    int[] order =
        Arrangement.of(
            list.tracks(), request.k(), ordering, model.vectors(), retrieval.catalogue()::artistOf);
    return Arrays.stream(order).mapToObj(list::get).toList();
  }

  /** Replaces the end of the answer by fresh tracks, and puts those in places all over it. */
  private void explore(RecommendationRequest request, List<Candidate> answer, Retrieval retrieval) {
    int places = Math.min(Exploration.places(request.k(), request.ordering()), answer.size() - 1);
    if (places <= 0) {
      return;
    }
    int firstFresh = Exploration.firstFresh(model.counts());
    int wanted = places * Exploration.CANDIDATES_PER_PLACE;
    List<Candidate> kept = answer.subList(0, answer.size() - places);
    Admission admission = admission(request, wanted + kept.size(), retrieval);
    kept.forEach(candidate -> admission.take(candidate.track()));
    CandidateList list = new CandidateList(admission, track -> track >= firstFresh, wanted);
    for (Basis basis : bases(request)) {
      retrieval.retrieve(list, basis);
    }
    long seed = request.ordering().seed();
    for (int track : Exploration.draw(firstFresh, model.tracks().size(), wanted, seed)) {
      list.offer(track, retrieval.share(track), Source.FRESH, Basis.NONE);
    }
    int fresh = Math.min(places, list.size());
    // In no order: their places must say nothing of them, so that plays can say what places do.
    int[] chosen = Exploration.shuffled(Exploration.draw(0, list.size(), fresh, seed), seed + 2);
    int[] at = Exploration.draw(1, answer.size(), fresh, seed + 1);
    int size = answer.size();
    List<Candidate> end = answer.subList(size - places, size);
    List<Candidate> replaced = List.copyOf(end);
    end.clear();
    Set<Integer> freshTracks = new HashSet<>();
    Arrays.stream(chosen).forEach(place -> freshTracks.add(list.get(place).track()));
    // Where there are too few fresh tracks, the answer keeps what they do not take the place of.
    for (Candidate candidate : replaced) {
      if (answer.size() + fresh < size && !freshTracks.contains(candidate.track())) {
        answer.add(candidate);
      }
    }
    for (int i = 0; i < fresh; i++) {
      answer.add(Math.min(at[i], answer.size()), list.get(chosen[i]).asFresh());
    }
  }

  private static List<Basis> bases(RecommendationRequest request) {
    return List.of(
        new Basis(request.tracks(), List.of()),
        new Basis(request.contextTracks(), request.contextArtists()));
  }

  private Admission admission(RecommendationRequest request, int sizeMax, Retrieval retrieval) {
    return new Admission(retrieval.catalogue(), blocked, request, sizeMax);
  }

  private static List<Candidate> candidates(CandidateList list) {
    List<Candidate> candidates = new ArrayList<>();
    for (int place = 0; place < list.size(); place++) {
      candidates.add(list.get(place));
    }
    return candidates;
  }

  private List<Recommendation> recommendations(
      List<Candidate> answer, boolean explained, Retrieval retrieval) {
    List<Because> reasons =
        explained
            ? new Explainer(retrieval.catalogue(), retrieval.queryVectors(), cascades)
                .explain(answer)
            : List.of();
    List<Recommendation> recommendations = new ArrayList<>();
    for (int i = 0; i < answer.size(); i++) {
      Candidate candidate = answer.get(i);
      recommendations.add(
          new Recommendation(
              retrieval.catalogue().id(candidate.track()),
              candidate.score(),
              candidate.source(),
              explained ? reasons.get(i) : null));
    }
    return List.copyOf(recommendations);
  }
}
