package io.segue.trainer.pipeline;

import io.segue.recommender.Model;
import io.segue.recommender.QuerySettings;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CodeVersion;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.card.Attachments;
import io.segue.trainer.card.Card;
import io.segue.trainer.card.CardMaker;
import io.segue.trainer.card.RankingProfile;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.examination.ActiveVersion;
import io.segue.trainer.examination.Examination;
import io.segue.trainer.examination.Examiner;
import io.segue.trainer.examination.Gate;
import io.segue.trainer.examination.Verdict;
import io.segue.trainer.publishing.IndexPublisher;
import io.segue.trainer.publishing.VersionDescription;
import io.segue.trainer.publishing.VersionUnreadableException;
import io.segue.trainer.space.SearchPlan;
import io.segue.trainer.trials.LocalTrials;
import io.segue.trainer.trials.Metrics;
import io.segue.trainer.trials.Search;
import io.segue.trainer.trials.SearchHistory;
import io.segue.trainer.trials.SearchOutcome;
import io.segue.trainer.trials.Trial;
import io.segue.trainer.trials.TrialPool;
import io.segue.trainer.trials.TrialRunner;
import io.segue.trainer.trials.TunedQuery;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training: search, test, model, ranking, examination, card, publication. Everything the {@code
 * train} command does once it has a dataset, for whoever wants it in the same process.
 */
public final class Training {

  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private Training() {}

  /**
   * Trains.
   *
   * @param settings how to go about it
   * @param pools where the trials run, null for this process
   * @param history what the search has done before, and where it is written down
   * @param release what is to become of the winner
   * @throws BadInputException when no trial could be trained
   * @throws io.segue.schemas.CommandFailedException when publishing failed
   * @throws InterruptedException when the calling thread was interrupted; nothing is published
   */
  public static TrainingReport run(
      Dataset dataset,
      TrainingSettings settings,
      @Nullable TrialPools pools,
      SearchHistory history,
      Release release,
      TrainingListener listener)
      throws InterruptedException {
    long start = System.nanoTime();
    SearchPlan plan = settings.plan();
    int threads = settings.threads();
    Split split = dataset.split();
    String searchId = history.searchId().orElseGet(() -> UUID.randomUUID().toString());
    history.begin(searchId, dataset.reference());
    int trials = Search.trialsMax(plan);
    listener.searching(dataset, trials);
    int parallel = pools == null ? Math.min(threads, trials) : 1;
    TrialRunner runner = new TrialRunner(split, plan.queries().choices(), parallel);
    SearchOutcome outcome;
    try (TrialPool pool =
        pools == null
            ? new LocalTrials(
                runner,
                parallel,
                Math.max(1, threads / parallel),
                plan.settings().objective(),
                listener)
            : pools.open(searchId, dataset.reference(), runner)) {
      outcome = Search.run(plan, settings.seed(), split, pool, history, runner, threads, listener);
    }
    listener.searched(outcome);

    int vectors = outcome.embedding().vectors().rows();
    Model vectorsAlone =
        GraphWidth.tuned(
            ModelMaker.make(
                dataset,
                outcome.embedding(),
                query(outcome),
                threads,
                indexed -> listener.indexed(indexed, vectors)),
            plan.queries().efSearch());
    RankingOutcome ranking =
        RankingMaker.make(
            split.training(),
            outcome.embedding().tracks(),
            dataset.tracks().size(),
            settings.ranking(),
            threads,
            settings.seed());
    listener.ranked(ranking.profile());
    Model model = vectorsAlone.withRanking(ranking.model());
    Map<String, Double> metrics = new TreeMap<>(outcome.test().named("test."));
    Metrics validation = outcome.best().validation();
    if (validation != null) {
      metrics.putAll(validation.named("validation."));
    }
    TunedQuery tuned = outcome.best().query();
    if (tuned != null) {
      metrics.putAll(tuned.metrics().named("validation.query."));
    }
    metrics.putAll(ranking.profile().metrics());
    Examination examination =
        Examiner.examine(
            model,
            dataset.tracks(),
            dataset.trackArtists(),
            split.test(),
            dataset.reference().getSplitSeed(),
            threads,
            active(release, dataset));
    examination
        .nextTrack()
        .forEach((name, estimate) -> metrics.put("served." + name, estimate.mean()));
    Verdict verdict = Gate.judge(examination, release.thresholds());
    listener.judged(examination, verdict);
    Card card =
        new CardMaker(release.run(), CodeVersion.current(), threads)
            .make(
                dataset,
                outcome,
                model,
                ranking.profile(),
                metrics,
                examination,
                verdict,
                release.force(),
                (System.nanoTime() - start) / 1e9);
    if (release.publisher() == null) {
      return new TrainingReport(card, model, Optional.empty());
    }
    IndexManifest manifest =
        release
            .publisher()
            .publish(
                model,
                new VersionDescription(
                    metrics,
                    hyperparameters(outcome.best().trial(), model.query(), ranking.profile()),
                    dataset.reference(),
                    CodeVersion.current()),
                card.activates(),
                version -> Attachments.of(card.publishedAs(version)));
    listener.published(manifest, card.activates());
    return new TrainingReport(
        card.publishedAs(manifest.getVersion()), model, Optional.of(manifest));
  }

  /** What to compare with. What cannot be read is no reason to keep a better version back. */
  private static @Nullable ActiveVersion active(Release release, Dataset dataset) {
    IndexPublisher publisher = release.publisher();
    if (publisher == null) {
      return null;
    }
    try {
      return publisher
          .activeModel()
          .map(
              active ->
                  new ActiveVersion(
                      active.manifest().getVersion(),
                      active.model(),
                      Split.agree(active.manifest().getDataset(), dataset.reference())))
          .orElse(null);
    } catch (VersionUnreadableException e) {
      LOG.warn("The active version is not compared with: {}", e.getMessage());
      return null;
    }
  }

  private static QuerySettings query(SearchOutcome outcome) {
    TunedQuery tuned = outcome.best().query();
    QuerySettings learnt = outcome.embedding().query();
    QuerySettings standard = QuerySettings.DEFAULT;
    return tuned == null
        ? (learnt == null ? standard : learnt)
        : new QuerySettings(
            tuned.choice().lastTracks(), tuned.choice().decay(), standard.efSearch());
  }

  private static Map<String, String> hyperparameters(
      Trial trial, QuerySettings query, RankingProfile ranking) {
    Map<String, String> all = new TreeMap<>(trial.named());
    all.put("query.last_tracks", Integer.toString(query.lastTracks()));
    all.put("query.decay", Float.toString(query.decay()));
    all.put("query.ef_search", Integer.toString(query.efSearch()));
    all.put("ranking", ranking.outcome());
    return all;
  }
}
