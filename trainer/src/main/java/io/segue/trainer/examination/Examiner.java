package io.segue.trainer.examination;

import io.segue.recommender.Model;
import io.segue.recommender.Recommender;
import io.segue.recommender.TrackArtists;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.behaviour.IndexAgreement;
import io.segue.recommender.behaviour.Interview;
import io.segue.recommender.behaviour.Leanings;
import io.segue.recommender.behaviour.MissDistance;
import io.segue.recommender.behaviour.Question;
import io.segue.recommender.behaviour.Stability;
import io.segue.recommender.evaluation.Bootstrap;
import io.segue.recommender.evaluation.CaseTable;
import io.segue.recommender.evaluation.CatalogueMetrics;
import io.segue.recommender.evaluation.ListMetrics;
import io.segue.recommender.evaluation.RankedLists;
import io.segue.recommender.evaluation.Slicing;
import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.embedding.Corpus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Examines a model as it is served, on playlists that it was not trained on.
 *
 * <p>Equal models, playlists and seeds give equal results, whatever the number of threads.
 */
public final class Examiner {

  /** The length of the lists that hit rates are about. */
  public static final int K = 100;

  /** The length of the lists that people see, which everything else is about. */
  public static final int LIST = 20;

  /** The head: the most played tracks that together make up this share of all plays. */
  static final double HEAD = 0.5;

  private static final int QUESTIONS_MAX = 5_000;
  private static final int BEHAVIOUR_QUESTIONS_MAX = 1_000;
  private static final int EXACT_QUESTIONS_MAX = 300;
  private static final int REPLICATES = 1_000;

  /** Statistics of all lists together cost a pass over the catalogue each. */
  private static final int CATALOGUE_REPLICATES = 100;

  private final Recommender recommender;
  private final Model model;
  private final TrackArtists trackArtists;
  private final List<Question> questions;
  private final List<Question> halves;
  private final long seed;
  private final int threads;
  private final Bootstrap bootstrap;
  private final int headCount;

  private Examiner(
      Model model,
      Vocabulary tracks,
      TrackArtists trackArtists,
      Corpus playlists,
      long seed,
      int threads) {
    this.model = model;
    this.trackArtists = trackArtists;
    this.recommender = new Recommender(model, trackArtists);
    this.questions = Questions.nextTrack(tracks, playlists, QUESTIONS_MAX);
    this.halves = Questions.secondHalf(tracks, playlists, QUESTIONS_MAX);
    this.seed = seed;
    this.threads = threads;
    this.bootstrap = new Bootstrap(REPLICATES, seed, threads);
    this.headCount = Slicing.headCount(model.counts(), HEAD);
  }

  /**
   * Examines.
   *
   * @param tracks the ids of the playlists' tracks
   * @param trackArtists their artists, which serving knows from the catalogue
   * @param playlists each of two tracks or more; the first {@value #QUESTIONS_MAX} are asked about
   * @param seed of every random choice
   * @param active what to compare with, null for nothing
   */
  public static Examination examine(
      Model model,
      Vocabulary tracks,
      TrackArtists trackArtists,
      Corpus playlists,
      long seed,
      int threads,
      @Nullable ActiveVersion active)
      throws InterruptedException {
    return new Examiner(model, tracks, trackArtists, playlists, seed, threads).examine(active);
  }

  private Examination examine(@Nullable ActiveVersion active) throws InterruptedException {
    long start = System.nanoTime();
    RankedLists ranked = Interview.ask(recommender, questions, K, threads);
    CaseTable table = ListMetrics.of(ranked);
    RankedLists halfRanked = Interview.ask(recommender, halves, K, threads);
    CaseTable popular = ListMetrics.of(Interview.mostPopular(model, questions, K));
    Map<String, Estimate> nextTrack = new LinkedHashMap<>(table.estimates(bootstrap));
    nextTrack.putAll(catalogue(ranked));
    return new Examination(
        questions.size(),
        nextTrack,
        ListMetrics.of(halfRanked).estimates(bootstrap),
        popular.estimates(bootstrap),
        difference(table, popular),
        slices(ranked, table),
        behaviour(ranked),
        active == null ? null : compare(table, active),
        (System.nanoTime() - start) / 1e9);
  }

  private Comparison compare(CaseTable table, ActiveVersion active) throws InterruptedException {
    Recommender other = new Recommender(active.model(), trackArtists);
    CaseTable otherTable = ListMetrics.of(Interview.ask(other, questions, K, threads));
    return new Comparison(
        active.version(),
        active.sameSplit(),
        bootstrap.mean(otherTable.values("hr@" + K)),
        difference(table, otherTable));
  }

  /** Question by question: the same questions are hard for both, which a pair of means forgets. */
  private Estimate difference(CaseTable table, CaseTable other) throws InterruptedException {
    double[] difference = table.values("hr@" + K);
    double[] others = other.values("hr@" + K);
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= others[i];
    }
    return bootstrap.mean(difference);
  }

  private Map<String, Estimate> catalogue(RankedLists ranked) throws InterruptedException {
    int[][] lists = ranked.lists();
    int tracks = model.tracks().size();
    double countSum = Math.max(1, Arrays.stream(model.counts()).asLongStream().sum());
    Bootstrap few = new Bootstrap(CATALOGUE_REPLICATES, seed, threads);
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    estimates.put(
        "coverage@" + LIST,
        few.statistic(
            lists.length, cases -> CatalogueMetrics.coverage(lists, cases, LIST, tracks)));
    estimates.put(
        "gini@" + LIST,
        few.statistic(lists.length, cases -> CatalogueMetrics.gini(lists, cases, LIST, tracks)));
    estimates.put(
        "novelty@" + LIST,
        perList(lists, list -> CatalogueMetrics.novelty(list, LIST, model.counts(), countSum)));
    estimates.put(
        "diversity@" + LIST, perList(lists, list -> Leanings.diversity(model, list, LIST)));
    return estimates;
  }

  private Estimate perList(int[][] lists, ToDoubleFunction<int[]> metric)
      throws InterruptedException {
    return bootstrap.mean(Arrays.stream(lists).mapToDouble(metric).toArray());
  }

  private List<SliceResult> slices(RankedLists ranked, CaseTable table)
      throws InterruptedException {
    return new QuestionSlices(model, questions, ranked).results(table, bootstrap);
  }

  private Behaviour behaviour(RankedLists ranked) throws InterruptedException {
    List<Question> some = head(questions, BEHAVIOUR_QUESTIONS_MAX);
    int[][] playlists =
        questions.stream()
            .map(question -> question.tracks().stream().mapToInt(model.tracks()::indexOf).toArray())
            .toArray(int[][]::new);
    // Only what the model knows can be in a list, so nothing else is a fair comparison.
    int[][] known = Stream.of(ranked.right()).filter(right -> right[0] >= 0).toArray(int[][]::new);
    return new Behaviour(
        bootstrap.mean(MissDistance.of(model, ranked)),
        bootstrap.mean(MissDistance.byChance(model, ranked, seed)),
        bootstrap.mean(Stability.whenShuffled(recommender, some, LIST, seed, threads)),
        bootstrap.mean(Stability.whenOneIsMissing(recommender, some, LIST, seed, threads)),
        perList(ranked.lists(), list -> Leanings.headShare(model, list, LIST, headCount)),
        perList(known, list -> Leanings.headShare(model, list, LIST, headCount)),
        perList(ranked.lists(), list -> Leanings.topArtistShare(model, list, LIST)),
        perList(playlists, list -> Leanings.topArtistShare(model, list, list.length)),
        bootstrap.mean(
            IndexAgreement.recall(recommender, head(questions, EXACT_QUESTIONS_MAX), K, threads)));
  }

  private static List<Question> head(List<Question> questions, int max) {
    return questions.subList(0, Math.min(max, questions.size()));
  }
}
