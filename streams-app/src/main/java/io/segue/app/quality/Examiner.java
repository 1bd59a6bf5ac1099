package io.segue.app.quality;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.segue.app.hashing.StableHash;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.index.Trial;
import io.segue.recommender.Model;
import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.evaluation.Slicing;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.StoredPlaylist;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the version that answers for a playlist what it would have recommended, just before an event
 * of the playlist is learnt (test-then-train, also called prequential evaluation: Gama, Sebastião,
 * Rodrigues 2013).
 *
 * <p>Stream threads hand in events with the playlist as it was before; one thread of the examiner's
 * own asks. The question is that of the API with no options: the playlist's own tracks are not
 * recommended again and skipped ones never, so an event that repeats a track counts as missed.
 * Where the version had {@linkplain LearntEvents learnt} the event itself by the time that it had
 * answered, the answer counts for nothing.
 *
 * <p>Ingestion pays for a hash of the event's id and a place in a queue. What exceeds the {@link
 * ExamSettings#budget budget}, finds the queue full or has waited for too long is left out and
 * counted; which events that are has nothing to do with their outcome.
 */
public final class Examiner implements Runnable {

  /** So many of the tracks recommended first count as shown. */
  static final int SHOWN = 20;

  private static final int QUEUE_MAX = 64;
  private static final int FEW_TRACKS = 2;
  private static final double HEAD_AND_BODY = 2 / 3.0;
  private static final long WAITED_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(250);
  private static final String SAMPLE = "exam";

  /** An event that waits for its exam. */
  private record Question(
      String playlistId,
      String trackId,
      EventPlace place,
      @Nullable StoredPlaylist before,
      ServingIndex index,
      @Nullable TrialSide side,
      long handedInNanos,
      Consumer<ExamOutcome> outcomes) {}

  /** From which count on a track of a version belongs to the head or the body. */
  private record TailBound(String version, int count) {}

  private final ExamSettings settings;
  private final ServedIndex served;
  private final LearntEvents learnt;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final ExamBudget budget;
  private final BlockingQueue<Question> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Timer duration;
  private final Counter overBudget;
  private final Counter queueFull;
  private final Counter tooLate;
  private TailBound tailBound = new TailBound("", 0);

  /**
   * @param served answers
   * @param learnt what answers take into account besides the version
   * @param clock for the times of the outcomes
   * @param meters counts what is left out, and how long exams take
   */
  public Examiner(
      ExamSettings settings,
      ServedIndex served,
      LearntEvents learnt,
      Clock clock,
      MeterRegistry meters) {
    this(settings, served, learnt, clock, meters, System::nanoTime);
  }

  Examiner(
      ExamSettings settings,
      ServedIndex served,
      LearntEvents learnt,
      Clock clock,
      MeterRegistry meters,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.served = served;
    this.learnt = learnt;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.budget = new ExamBudget(settings.budget(), nanoTime);
    this.duration =
        Timer.builder("segue.exam.duration")
            .description("How long it takes to examine an event")
            .register(meters);
    this.overBudget = leftOut(meters, "budget");
    this.queueFull = leftOut(meters, "queue");
    this.tooLate = leftOut(meters, "late");
  }

  private static Counter leftOut(MeterRegistry meters, String reason) {
    return Counter.builder("segue.exam.left.out")
        .description("Events of the sample that were not examined, by why")
        .tag("reason", reason)
        .register(meters);
  }

  /**
   * Hands an event in, if it is of the sample. Returns at once.
   *
   * @param before the playlist before the event; null when it is the playlist's first. Is decoded
   *     when the event is examined
   * @param place where the event is
   * @param outcomes is given the outcome, on the examiner's thread
   */
  void offer(
      String playlistId,
      @Nullable StoredPlaylist before,
      PlaylistEvent event,
      EventPlace place,
      Consumer<ExamOutcome> outcomes) {
    if (!isSampled(event.getEventId())) {
      return;
    }
    ServedIndex.View view = served.view();
    ServingIndex index = view.forPlaylist(playlistId);
    if (index == null) {
      return;
    }
    if (!budget.allows()) {
      overBudget.increment();
      return;
    }
    Question question =
        new Question(
            playlistId,
            event.getTrackId(),
            place,
            before,
            index,
            before == null || before.trackCount() == 0 ? null : side(view.trial(), index),
            nanoTime.getAsLong(),
            outcomes);
    if (!queue.offer(question)) {
      queueFull.increment();
    }
  }

  private boolean isSampled(String eventId) {
    double share = settings.share();
    return share > 0 && (share >= 1 || StableHash.share(SAMPLE, eventId) < share);
  }

  @SuppressWarnings("ReferenceEquality") // the trial's own candidate, not one that is like it
  private static @Nullable TrialSide side(@Nullable Trial trial, ServingIndex index) {
    return trial == null
        ? null
        : new TrialSide(trial.settings().getStartedAt().toEpochMilli(), index == trial.candidate());
  }

  /** Examines until the thread is interrupted. An exception that comes out of it is a fatal one. */
  @Override
  public void run() {
    try {
      while (true) {
        examine(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Examines what waits, on the calling thread. */
  void examineWaiting() {
    Question question;
    while ((question = queue.poll()) != null) {
      examine(question);
    }
  }

  private void examine(Question question) {
    long from = nanoTime.getAsLong();
    if (from - question.handedInNanos() > WAITED_NANOS_MAX) {
      tooLate.increment();
      return;
    }
    StoredPlaylist stored = question.before();
    PlaylistState before = stored == null ? null : stored.state();
    List<String> tracks = before == null ? List.of() : before.getTracks();
    Set<String> skipped = before == null ? Set.of() : Set.copyOf(before.getSkipped());
    List<Recommendation> recommended = answer(question.index(), tracks, skipped);
    // Asked last, for what is learnt while the version answers may be in the answer.
    if (learnt.mayKnow(question.place())) {
      tooLate.increment();
    } else {
      question.outcomes().accept(outcome(question, tracks.size(), recommended));
    }
    long took = nanoTime.getAsLong() - from;
    budget.spend(took);
    duration.record(took, TimeUnit.NANOSECONDS);
  }

  private static List<Recommendation> answer(
      ServingIndex index, List<String> tracks, Set<String> skipped) {
    return index
        .recommender()
        .recommend(
            RecommendationRequest.builder(tracks, RankCounts.DEPTH)
                .excludedTracks(skipped)
                .build());
  }

  private ExamOutcome outcome(Question question, int trackCount, List<Recommendation> recommended) {
    int rank = 0;
    long[] shown = new long[Math.min(SHOWN, recommended.size())];
    for (int place = 0; place < recommended.size(); place++) {
      String trackId = recommended.get(place).trackId();
      if (place < shown.length) {
        shown[place] = StableHash.mixed(SAMPLE, trackId);
      }
      if (trackId.equals(question.trackId())) {
        rank = place + 1;
      }
    }
    return new ExamOutcome(
        question.playlistId(),
        question.index().version(),
        question.side(),
        slices(question, trackCount),
        rank,
        shown,
        clock.instant());
  }

  private Set<EventSlice> slices(Question question, int trackCount) {
    Set<EventSlice> slices = EnumSet.of(EventSlice.ALL);
    if (trackCount <= FEW_TRACKS) {
      slices.add(EventSlice.FIRST_EVENTS);
    }
    Model model = question.index().recommender().model();
    int track = model.tracks().indexOf(question.trackId());
    if (track < 0) {
      slices.add(EventSlice.NEW_TRACK);
    } else if (model.counts()[track] < tailBound(question.index())) {
      slices.add(EventSlice.LONG_TAIL);
    }
    return slices;
  }

  private int tailBound(ServingIndex index) {
    if (!tailBound.version().equals(index.version())) {
      int[] counts = index.recommender().model().counts();
      tailBound = new TailBound(index.version(), Slicing.headCount(counts, HEAD_AND_BODY));
    }
    return tailBound.count();
  }
}
