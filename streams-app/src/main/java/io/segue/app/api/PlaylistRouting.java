package io.segue.app.api;

import io.segue.app.playlists.PlaylistDirectory;
import io.segue.app.playlists.PlaylistLookup;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings a request to the instance that has its playlist, so that every instance gives the same
 * answer.
 *
 * <p>A request is passed on once at most: what comes from another instance is answered here or
 * refused. While partitions move, two instances may disagree for a moment, so the first instance
 * looks again until the time limit is over, and then says 503. When the owner does not answer and
 * there is a copy here, the copy answers.
 */
final class PlaylistRouting {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final PlaylistDirectory directory;
  private final PeerClient peers;
  private final Duration limit;

  /**
   * @param limit how long to look for an instance that answers, and the limit of a hop
   */
  PlaylistRouting(PlaylistDirectory directory, PeerClient peers, Duration limit) {
    this.directory = directory;
    this.peers = peers;
    this.limit = limit;
  }

  /**
   * Answers here or elsewhere.
   *
   * @param local answers from the playlist when it is here
   * @throws ProblemException 503 when no instance answers in time
   */
  Answer route(ApiRequest request, String playlistId, Function<PlaylistLookup.Here, Answer> local) {
    long deadline = System.nanoTime() + limit.toNanos();
    Attempt attempt = attempt(request, playlistId, local, limit);
    while (attempt.answer == null && request.forwardedBy() == null) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.compareTo(PAUSE) <= 0 || !pause()) {
        break;
      }
      attempt = attempt(request, playlistId, local, left.minus(PAUSE));
    }
    if (attempt.answer != null) {
      return attempt.answer;
    }
    if (attempt.refusal != null) {
      return attempt.refusal;
    }
    throw ProblemException.unavailable(
        "The playlist cannot be read at the moment: " + attempt.trouble + ". Try again soon.");
  }

  /**
   * What one attempt came to.
   *
   * @param answer the answer to give; null when there is none yet
   * @param refusal the 503 of the instance that was asked, to be given when nothing better comes
   * @param trouble why there is no answer, as a clause
   */
  private record Attempt(@Nullable Answer answer, @Nullable Answer refusal, String trouble) {

    static Attempt answered(Answer answer) {
      return new Attempt(answer, null, "");
    }

    static Attempt failed(String trouble) {
      return new Attempt(null, null, trouble);
    }
  }

  private Attempt attempt(
      ApiRequest request,
      String playlistId,
      Function<PlaylistLookup.Here, Answer> local,
      Duration hopLimit) {
    PlaylistLookup lookup = directory.find(playlistId);
    if (lookup instanceof PlaylistLookup.Here here) {
      return Attempt.answered(local.apply(here));
    }
    if (lookup instanceof PlaylistLookup.Nowhere nowhere) {
      return Attempt.failed(nowhere.reason());
    }
    PlaylistLookup.Elsewhere elsewhere = (PlaylistLookup.Elsewhere) lookup;
    if (request.forwardedBy() != null) {
      return Attempt.failed("the instances do not agree yet which of them has it");
    }
    try {
      Answer answer = peers.forward(elsewhere.owner(), request, hopLimit);
      return answer.status() == 503
          ? new Attempt(null, answer, "the instance that has it is not ready")
          : Attempt.answered(answer);
    } catch (PeerException e) {
      if (directory.findCopy(playlistId) instanceof PlaylistLookup.Here copy
          && copy.state() != null) {
        return Attempt.answered(local.apply(copy));
      }
      return Attempt.failed(String.valueOf(e.getMessage()));
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
