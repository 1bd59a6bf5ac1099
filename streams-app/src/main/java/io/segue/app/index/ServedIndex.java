package io.segue.app.index;

import io.segue.schemas.ActiveIndex;
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
   * @param trial the candidate that answers for some playlists instead, null when there is none in
   *     memory; only while {@code current} is the version that it is on trial against
   * @param active the record that says which version is to answer, null when none was ever
   *     activated; its version differs from {@code current} while it loads and when it is faulty
   * @param versions every version that this instance knows, oldest first
   * @param caughtUp whether all has been read that was announced before this instance started
   */
  public record View(
      @Nullable ServingIndex current,
      @Nullable Trial trial,
      @Nullable ActiveIndex active,
      List<VersionStatus> versions,
      boolean caughtUp) {

    /** Copies the list. */
    public View {
      versions = List.copyOf(versions);
    }

    /** The version that is to answer; null when none was ever activated. */
    public @Nullable String wanted() {
      return active == null ? null : active.getVersion();
    }

    /** The version that answers for a playlist; null while there is none. */
    public @Nullable ServingIndex forPlaylist(String playlistId) {
      return trial != null && trial.takes(playlistId) ? trial.candidate() : current;
    }
  }

  /** Swapped whole: a volatile write is all that separates two versions. */
  private volatile View view = new View(null, null, null, List.of(), false);

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
