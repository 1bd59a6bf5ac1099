package io.segue.trainer.pipeline;

import io.segue.recommender.Model;
import io.segue.schemas.BadInputException;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.card.Attachments;
import io.segue.trainer.card.Card;
import io.segue.trainer.card.CardMaker;
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
import io.segue.trainer.trials.Metrics;
import io.segue.trainer.trials.Search;
import io.segue.trainer.trials.SearchOutcome;
import io.segue.trainer.trials.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training: search, test, model, examination, card, publication. Everything the {@code train}
 * command does once it has a dataset, for whoever wants it in the same process.
 */
public final class Training {

  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private Training() {}

  /**
   * Trains.
   *
   * @param trials what to try, at least one
   * @param threads how many threads to use, at least 1
   * @param release what is to become of the winner
   * @throws BadInputException when no trial could be trained
   * @throws io.segue.schemas.CommandFailedException when publishing failed
   * @throws InterruptedException when the calling thread was interrupted; nothing is published
   */
  public static TrainingReport run(
      Dataset dataset, List<Trial> trials, int threads, Release release, TrainingListener listener)
      throws InterruptedException {
    long start = System.nanoTime();
    Split split = Split.of(dataset.playlists(), dataset.reference().getSplitSeed());
    listener.searching(dataset, trials.size());
    SearchOutcome outcome = Search.run(trials, split, threads, listener);
    listener.searched(outcome);

    int vectors = outcome.embedding().vectors().rows();
    Model model =
        ModelMaker.make(
            dataset, outcome.embedding(), threads, indexed -> listener.indexed(indexed, vectors));
    Map<String, Double> metrics = new TreeMap<>(outcome.test().named("test."));
    Metrics validation = outcome.best().validation();
    if (validation != null) {
      metrics.putAll(validation.named("validation."));
    }
    Examination examination =
        Examiner.examine(
            model,
            dataset.tracks(),
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
        new CardMaker(release.run(), codeVersion(), threads)
            .make(
                dataset,
                outcome,
                model,
                metrics,
                examination,
                verdict,
                release.force(),
                (System.nanoTime() - start) / 1e9);
    if (release.publisher() == null) {
      return new TrainingReport(card, Optional.empty());
    }
    IndexManifest manifest =
        release
            .publisher()
            .publish(
                model,
                new VersionDescription(
                    metrics, outcome.best().trial().named(), dataset.reference(), codeVersion()),
                card.activates(),
                version -> Attachments.of(card.publishedAs(version)));
    listener.published(manifest, card.activates());
    return new TrainingReport(card.publishedAs(manifest.getVersion()), Optional.of(manifest));
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
                      active.manifest().getDataset().equals(dataset.reference())))
          .orElse(null);
    } catch (VersionUnreadableException e) {
      LOG.warn("The active version is not compared with: {}", e.getMessage());
      return null;
    }
  }

  private static String codeVersion() {
    String version = Training.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
