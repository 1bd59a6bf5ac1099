package io.segue.trainer.pipeline;

import io.segue.recommender.Model;
import io.segue.recommender.Recommender;
import io.segue.recommender.TrackArtists;
import io.segue.schemas.BadInputException;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.publishing.IndexPublisher;
import io.segue.trainer.publishing.VersionDescription;
import io.segue.trainer.trials.Evaluation;
import io.segue.trainer.trials.Metrics;
import io.segue.trainer.trials.Search;
import io.segue.trainer.trials.SearchOutcome;
import io.segue.trainer.trials.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One training: search, test, model, publication. Everything the {@code train} command does once it
 * has a dataset, for whoever wants it in the same process.
 */
public final class Training {

  /** As many test playlists are put to the recommender as it is served. */
  private static final int SERVED_PLAYLISTS_MAX = 5_000;

  private Training() {}

  /**
   * Trains.
   *
   * @param trials what to try, at least one
   * @param threads how many threads to use, at least 1
   * @param publisher where the winner goes, null to publish nothing
   * @throws BadInputException when no trial could be trained
   * @throws io.segue.schemas.CommandFailedException when publishing failed
   * @throws InterruptedException when the calling thread was interrupted; nothing is published
   */
  public static TrainingReport run(
      Dataset dataset,
      List<Trial> trials,
      int threads,
      @Nullable IndexPublisher publisher,
      TrainingListener listener)
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
    Metrics served =
        Evaluation.served(
            new Recommender(model, TrackArtists.NONE),
            dataset.tracks(),
            split.test(),
            SERVED_PLAYLISTS_MAX,
            threads);
    metrics.putAll(served.named("served."));

    Optional<IndexManifest> published = Optional.empty();
    if (publisher != null) {
      IndexManifest manifest =
          publisher.publish(
              model,
              new VersionDescription(
                  metrics, outcome.best().trial().named(), dataset.reference(), codeVersion()));
      listener.published(manifest);
      published = Optional.of(manifest);
    }
    return new TrainingReport(
        dataset.reference(),
        dataset.tracks().size(),
        outcome,
        metrics,
        published,
        (System.nanoTime() - start) / 1e9);
  }

  private static String codeVersion() {
    String version = Training.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
