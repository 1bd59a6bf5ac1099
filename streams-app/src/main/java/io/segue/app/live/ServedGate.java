package io.segue.app.live;

import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.rules.LearningGate;
import org.jspecify.annotations.Nullable;

/**
 * Learns what the version that serves was not trained on, and nothing while no version was ever
 * announced: the first training reads it all, and importing a collection before it costs nothing.
 * As long as this instance does not know whether there are versions, it learns. Thread-safe.
 */
public final class ServedGate implements LearningGate {

  private record Known(ServingIndex index, TrainedEvents trained) {}

  private final ServedIndex served;
  private volatile @Nullable Known known;

  /** A gate that looks at what is served at each event. */
  public ServedGate(ServedIndex served) {
    this.served = served;
  }

  @Override
  public boolean admits(int partition, long offset) {
    ServedIndex.View view = served.view();
    ServingIndex index = view.current();
    if (index == null) {
      return !view.caughtUp() || !view.versions().isEmpty();
    }
    // A version of files tells by times, and that is left to those who read what was learnt.
    return !trained(index).contain(partition, offset, Long.MAX_VALUE);
  }

  @SuppressWarnings("ReferenceEquality") // the very version that was looked at before
  private TrainedEvents trained(ServingIndex index) {
    Known last = known;
    if (last == null || last.index() != index) {
      last = new Known(index, TrainedEvents.of(index.manifest()));
      known = last;
    }
    return last.trained();
  }
}
