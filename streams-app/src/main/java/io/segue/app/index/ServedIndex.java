package io.segue.app.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is served, for all threads to read. One writer: the {@link IndexFollower}.
 *
 * <p>Everything that belongs together lies in one immutable {@link View} behind one reference.
 */
public final class ServedIndex {

  /**
   * What is served at one moment.
   *
   * @param current the version that answers, null while there is none
   * @param wanted the version that is to answer by the latest activation, null when none was ever
   *     activated; differs from {@code current} while it loads and when it is faulty
   * @param versions every version that this instance knows, oldest first
   * @param caughtUp whether all has been read that was announced before this instance started
   */
  public record View(
      @Nullable ServingIndex current,
      @Nullable String wanted,
      List<VersionStatus> versions,
      boolean caughtUp) {

    /** Copies the list. */
    public View {
      versions = List.copyOf(versions);
    }
  }

  /** Swapped whole: a volatile write is all that separates two versions. */
  private volatile View view = new View(null, null, List.of(), false);

  /** Everything, as of now. */
  public View view() {
    return view;
  }

  /** The version that answers now; null while there is none. */
  public @Nullable ServingIndex current() {
    return view.current();
  }

  void publish(View next) {
    view = next;
  }
}
