package io.segue.recommender;

import io.segue.recommender.Recommendation.Source;
import io.segue.recommender.neighbours.HnswIndex;
import io.segue.recommender.neighbours.NeighbourIndex;
import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.ordering.Arrangement;
import io.segue.recommender.ordering.Exploration;
import io.segue.recommender.ordering.Ordering;
import io.segue.recommender.ranking.CascadePool;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.retrieval.ArtistTracks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * <p>Thread-safe. A request is answered on the calling thread, which waits while as many threads as
 * there are processors are ranking.
 */
public final class Recommender {

  private final Model model;
  private final Refused blocked;
  private final Catalogue catalogue;
  private final QueryVectors queryVectors;
  private final NeighbourIndex neighbours;
  private final @Nullable CascadePool cascades;
  private final Explainer explainer;
  private final double countSum;

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
    this.catalogue = new Catalogue(model, trackArtists);
    this.queryVectors = new QueryVectors(model, catalogue);
    this.neighbours = new HnswIndex(model.vectors(), model.graph(), model.query().efSearch());
    RankingModel ranking = model.ranking();
    this.cascades =
        ranking == null
            ? null
            : new CascadePool(ranking, Runtime.getRuntime().availableProcessors());
    this.explainer = new Explainer(model, catalogue, queryVectors, cascades);
    this.countSum = Math.max(1, Arrays.stream(model.counts()).asLongStream().sum());
  }

  /** The model that the answers come from. */
  public Model model() {
    return model;
  }

  /** The best next tracks, best first, none twice; fewer than asked only if there are not more. */
  public List<Recommendation> recommend(RecommendationRequest request) {
    List<Candidate> answer = new ArrayList<>(arranged(request));
    explore(request, answer);
    return recommendations(answer, request.explained());
  }

  /**
   * The tracks whose vectors are nearest to a track's, best first; empty when neither the track nor
   * its artist has a vector.
   */
  public List<Recommendation> similar(String trackId, int k) {
    RecommendationRequest request = RecommendationRequest.of(List.of(trackId), k);
    CandidateList list = new CandidateList(admission(request, k), track -> true, k);
    addNeighbours(list, new Basis(List.of(trackId), List.of()));
    return recommendations(candidates(list), false);
  }

  /** Whether the model or the catalogue knows anything about a track. */
  public boolean knows(String trackId) {
    return catalogue.knows(trackId);
  }

  /**
   * The query vector of a playlist, oldest track first: the mean of its latest tracks' vectors, of
   * length 1, padded to the stride of the model's vectors. A track without a vector is stood in for
   * by its artist. Empty when neither one of the latest tracks nor the artist of one has a vector.
   */
  public Optional<float[]> queryVector(List<String> trackIds) {
    return queryVectors.of(new Basis(trackIds, List.of()));
  }

  private List<Candidate> arranged(RecommendationRequest request) {
    Ordering ordering = request.ordering();
    int wanted =
        ordering.rearranges() ? request.k() * Arrangement.CANDIDATES_PER_PLACE : request.k();
    CandidateList list = new CandidateList(admission(request, wanted), track -> true, wanted);
    for (Basis basis : bases(request)) {
      retrieve(list, basis);
    }
    for (int track = 0; track < model.tracks().size() && list.size() < request.k(); track++) {
      list.offer(track, share(track), Source.POPULARITY, Basis.NONE);
    }
    int[] order =
        Arrangement.of(list.tracks(), request.k(), ordering, model.vectors(), model.artistOf());
    return Arrays.stream(order).mapToObj(list::get).toList();
  }

  /** Replaces the end of the answer by fresh tracks, and puts those in places all over it. */
  private void explore(RecommendationRequest request, List<Candidate> answer) {
    int places = Math.min(Exploration.places(request.k(), request.ordering()), answer.size() - 1);
    if (places <= 0) {
      return;
    }
    int firstFresh = Exploration.firstFresh(model.counts());
    int wanted = places * Exploration.CANDIDATES_PER_PLACE;
    List<Candidate> kept = answer.subList(0, answer.size() - places);
    Admission admission = admission(request, wanted + kept.size());
    kept.forEach(candidate -> admission.take(candidate.track()));
    CandidateList list = new CandidateList(admission, track -> track >= firstFresh, wanted);
    for (Basis basis : bases(request)) {
      retrieve(list, basis);
    }
    long seed = request.ordering().seed();
    for (int track : Exploration.draw(firstFresh, model.tracks().size(), wanted, seed)) {
      list.offer(track, share(track), Source.FRESH, Basis.NONE);
    }
    int fresh = Math.min(places, list.size());
    int[] chosen = Exploration.draw(0, list.size(), fresh, seed);
    int[] at = Exploration.draw(1, answer.size(), fresh, seed + 1);
    answer.subList(answer.size() - fresh, answer.size()).clear();
    for (int i = 0; i < fresh; i++) {
      answer.add(at[i], list.get(chosen[i]).asFresh());
    }
  }

  private static List<Basis> bases(RecommendationRequest request) {
    return List.of(
        new Basis(request.tracks(), List.of()),
        new Basis(request.contextTracks(), request.contextArtists()));
  }

  private void retrieve(CandidateList list, Basis basis) {
    if (basis.isEmpty() || list.missing() <= 0) {
      return;
    }
    addRanked(list, basis);
    addNeighbours(list, basis);
    addTracksOfArtists(list, basis);
  }

  private void addRanked(CandidateList list, Basis basis) {
    if (cascades == null) {
      return;
    }
    int[] playlist = catalogue.numbers(basis);
    cascades.with(
        cascade -> {
          cascade.rank(playlist, 0, playlist.length);
          for (int place = 0; place < cascade.size() && list.missing() > 0; place++) {
            list.offer(cascade.ranked(place), cascade.score(place), Source.RANKED, basis);
          }
          if (list.missing() > 0) {
            for (int track : cascade.rest()) {
              list.offer(track, cascade.shortlistScore(track), Source.RETRIEVED, basis);
            }
          }
          return list.size();
        });
  }

  private void addNeighbours(CandidateList list, Basis basis) {
    float[] query = list.missing() <= 0 ? null : queryVectors.of(basis).orElse(null);
    int before = -1;
    // A limit for each artist may refuse what was found; each search then knows what the last one
    // took, and adds at least one track or finds that there are no more.
    while (query != null && list.missing() > 0 && list.size() > before) {
      before = list.size();
      Neighbours found = neighbours.search(query, list.missing(), list::admits);
      for (int i = 0; i < found.size(); i++) {
        list.offer(found.rows()[i], found.scores()[i], Source.NEIGHBOURS, basis);
      }
    }
  }

  private void addTracksOfArtists(CandidateList list, Basis basis) {
    for (int i = basis.trackIds().size() - 1; i >= 0 && list.missing() > 0; i--) {
      addTracksOfArtist(list, catalogue.artistOf(basis.trackIds().get(i)), basis);
    }
    for (String artist : basis.artists()) {
      addTracksOfArtist(list, model.artists().indexOf(artist), basis);
    }
  }

  private void addTracksOfArtist(CandidateList list, int artist, Basis basis) {
    ArtistTracks artistTracks = catalogue.artistTracks();
    for (int rank = 0;
        artist >= 0 && rank < artistTracks.count(artist) && list.missing() > 0;
        rank++) {
      int track = artistTracks.track(artist, rank);
      list.offer(track, share(track), Source.ARTIST, basis);
    }
  }

  private Admission admission(RecommendationRequest request, int sizeMax) {
    return new Admission(model, blocked, request, sizeMax);
  }

  /** A track's share of all training events. */
  private double share(int track) {
    return model.counts()[track] / countSum;
  }

  private static List<Candidate> candidates(CandidateList list) {
    List<Candidate> candidates = new ArrayList<>();
    for (int place = 0; place < list.size(); place++) {
      candidates.add(list.get(place));
    }
    return candidates;
  }

  private List<Recommendation> recommendations(List<Candidate> answer, boolean explained) {
    List<Because> reasons = explained ? explainer.explain(answer) : List.of();
    List<Recommendation> recommendations = new ArrayList<>();
    for (int i = 0; i < answer.size(); i++) {
      Candidate candidate = answer.get(i);
      recommendations.add(
          new Recommendation(
              model.tracks().id(candidate.track()),
              candidate.score(),
              candidate.source(),
              explained ? reasons.get(i) : null));
    }
    return List.copyOf(recommendations);
  }
}
