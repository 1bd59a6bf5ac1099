package io.segue.recommender;

import io.segue.recommender.Because.Share;
import io.segue.recommender.Recommendation.Source;
import io.segue.recommender.ranking.CascadePool;
import io.segue.recommender.ranking.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says why candidates are in an answer. What the ranking's sources proposed is explained by
 * {@linkplain Evidence leaving out} one track of the basis after the other; neighbours by what each
 * track contributes to the cosine; an artist's track by the playlist's tracks of that artist; a
 * popular one by nothing but its popularity. Made for one request, as its catalogue is.
 */
final class Explainer {

  /** About how many of the latest tracks is asked: each costs a search for candidates. */
  private static final int TRACKS_MAX = 10;

  private final Catalogue catalogue;
  private final QueryVectors queryVectors;
  private final @Nullable CascadePool cascades;

  Explainer(Catalogue catalogue, QueryVectors queryVectors, @Nullable CascadePool cascades) {
    this.catalogue = catalogue;
    this.queryVectors = queryVectors;
    this.cascades = cascades;
  }

  /** A reason for each candidate, in their order. */
  List<Because> explain(List<Candidate> answer) {
    Map<Candidate, Because> reasons = new HashMap<>();
    Map<Basis, List<Candidate>> retrieved = new LinkedHashMap<>();
    for (Candidate candidate : answer) {
      switch (candidate.source()) {
        case RANKED, RETRIEVED, FRESH ->
            retrieved.computeIfAbsent(candidate.basis(), b -> new ArrayList<>()).add(candidate);
        case NEIGHBOURS -> reasons.put(candidate, neighbours(candidate));
        case ARTIST -> reasons.put(candidate, artist(candidate));
        case POPULARITY -> reasons.put(candidate, only(Source.POPULARITY, List.of()));
      }
    }
    retrieved.forEach((basis, candidates) -> reasons.putAll(retrieved(basis, candidates)));
    return answer.stream().map(reasons::get).map(Objects::requireNonNull).toList();
  }

  private Map<Candidate, Because> retrieved(Basis basis, List<Candidate> candidates) {
    Map<Candidate, Because> reasons = new HashMap<>();
    if (cascades == null || basis.isEmpty()) {
      candidates.forEach(candidate -> reasons.put(candidate, only(candidate.source(), List.of())));
      return reasons;
    }
    int[] numbers = catalogue.numbers(basis);
    int[] tracks = candidates.stream().mapToInt(Candidate::track).toArray();
    Evidence evidence =
        cascades.with(
            cascade -> Evidence.of(cascade, numbers, catalogue.live(), tracks, TRACKS_MAX));
    Map<Integer, String> ids = new HashMap<>();
    for (int i = 0; i < basis.trackIds().size(); i++) {
      ids.put(numbers[basis.artists().size() + i], basis.trackIds().get(i));
    }
    for (int i = 0; i < tracks.length; i++) {
      Candidate candidate = candidates.get(i);
      Map<String, Double> byTrack = new LinkedHashMap<>();
      for (int t = 0; t < evidence.tracks().length; t++) {
        String id = ids.get(evidence.tracks()[t]);
        if (id != null) {
          byTrack.merge(id, evidence.trackShares()[i][t], Double::sum);
        }
      }
      Map<String, Double> bySource = new LinkedHashMap<>();
      for (int s = 0; s < evidence.sources().size(); s++) {
        bySource.put(evidence.sources().get(s), evidence.sourceShares()[i][s]);
      }
      reasons.put(
          candidate,
          candidate.source() == Source.FRESH
              ? only(Source.FRESH, shares(byTrack))
              : new Because(shares(byTrack), shares(bySource)));
    }
    return reasons;
  }

  private Because neighbours(Candidate candidate) {
    Map<String, Double> byTrack = new LinkedHashMap<>();
    for (QueryVectors.Part part : queryVectors.parts(candidate.basis())) {
      if (part.trackId() != null) {
        double cosine = catalogue.dot(candidate.track(), part.vector());
        byTrack.merge(part.trackId(), Math.max(0, cosine), Double::sum);
      }
    }
    return only(Source.NEIGHBOURS, shares(byTrack));
  }

  private Because artist(Candidate candidate) {
    int artist = catalogue.artistOf(candidate.track());
    Map<String, Double> byTrack = new LinkedHashMap<>();
    for (String trackId : candidate.basis().trackIds()) {
      if (catalogue.artistOf(trackId) == artist) {
        byTrack.put(trackId, 1.0);
      }
    }
    return only(Source.ARTIST, shares(byTrack));
  }

  private static Because only(Source source, List<Share> tracks) {
    return new Because(tracks, List.of(new Share(source.name().toLowerCase(Locale.ROOT), 1)));
  }

  /** The parts above 0 as shares of their sum, the greatest first. */
  private static List<Share> shares(Map<String, Double> parts) {
    double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return parts.entrySet().stream()
        .filter(part -> part.getValue() > 0)
        .map(part -> new Share(part.getKey(), part.getValue() / sum))
        .sorted(Comparator.comparingDouble(Share::share).reversed())
        .toList();
  }
}
