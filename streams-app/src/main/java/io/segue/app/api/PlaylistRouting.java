package io.segue.app.api;

import io.segue.app.playlists.Address;
import io.segue.app.playlists.PlaylistDirectory;
import io.segue.app.playlists.PlaylistLookup;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a request to an instance that has its playlist, so that every instance gives the same
 * answer, and finds the next best one while there is none.
 *
 * <p>In this order: the store here; the owner; a copy here; one other instance that has a copy;
 * looking here again for a while, for partitions move in moments; an answer without the playlist,
 * where the endpoint has one; 503. A request makes two hops at most, and what comes from another
 * instance makes none: it is answered here, from the store or from a copy, or refused. An instance
 * that says that it is overloaded is believed: its 503 goes to the caller instead of to a copy.
 */
final class PlaylistRouting {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int HOPS_MAX = 2;

  /** What the owner may take of the time, if there is a copy to ask after it. */
  private static final double SHARE_OF_OWNER = 0.6;

  /** What of the time is spent on looking again, if there is an answer without the playlist. */
  private static final double SHARE_OF_PATIENCE = 0.25;

  private final PlaylistDirectory directory;
  private final PeerClient peers;
  private final Duration limit;

  /**
   * @param limit how long to look for an instance that answers
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
   * @param without answers without the playlist; null when that cannot be done
   * @throws ProblemException 503 when no instance answers in time
   */
  Answer route(
      ApiRequest request,
      String playlistId,
      Function<PlaylistLookup.Here, Answer> local,
      @Nullable Supplier<Answer> without) {
    Search search = new Search(request, playlistId, local);
    Optional<Answer> answer =
        request.forwardedBy() == null ? search.everywhere(without != null) : search.here();
    if (answer.isPresent()) {
      return answer.get();
    }
    if (without != null && request.forwardedBy() == null) {
      return without.get();
    }
    if (search.refusal != null) {
      return search.refusal;
    }
    throw ProblemException.unavailable(
        "The playlist cannot be read at the moment: " + search.trouble + ". Try again soon.");
  }

  /** The search for one request's answer. */
  private final class Search {

    private final ApiRequest request;
    private final String playlistId;
    private final Function<PlaylistLookup.Here, Answer> local;
    private final long began = System.nanoTime();
    private final Set<Address> asked = new HashSet<>();
    private final Set<Address> silent = new HashSet<>();
    private int hops;

    /** Why there is no answer, as a clause. */
    private String trouble = "nobody has been asked";

    /** The 503 of an instance that was asked. */
    private @Nullable Answer refusal;

    Search(ApiRequest request, String playlistId, Function<PlaylistLookup.Here, Answer> local) {
      this.request = request;
      this.playlistId = playlistId;
      this.local = local;
    }

    /** For what another instance has passed on. */
    Optional<Answer> here() {
      PlaylistLookup lookup = directory.find(playlistId);
      if (lookup instanceof PlaylistLookup.Here here) {
        return Optional.of(local.apply(here));
      }
      trouble =
          lookup instanceof PlaylistLookup.Nowhere nowhere
              ? nowhere.reason()
              : "the instances do not agree yet which of them has it";
      return copy();
    }

    Optional<Answer> everywhere(boolean canDoWithout) {
      Duration patience = canDoWithout ? share(SHARE_OF_PATIENCE) : limit;
      Optional<Answer> answer = ownerOrCopy();
      while (answer.isEmpty() && elapsed().plus(PAUSE).compareTo(patience) < 0 && pause()) {
        answer = ownerOrCopy();
      }
      return answer;
    }

    private Optional<Answer> ownerOrCopy() {
      PlaylistLookup lookup = directory.find(playlistId);
      if (lookup instanceof PlaylistLookup.Here here) {
        return Optional.of(local.apply(here));
      }
      Optional<Answer> answer = Optional.empty();
      if (lookup instanceof PlaylistLookup.Elsewhere elsewhere) {
        boolean last = directory.standbysOf(playlistId).isEmpty();
        answer = hop(elsewhere.owner(), last ? limit : share(SHARE_OF_OWNER));
      } else if (lookup instanceof PlaylistLookup.Nowhere nowhere && asked.isEmpty()) {
        trouble = nowhere.reason();
      }
      return answer.or(this::copy).or(this::standby);
    }

    private Optional<Answer> copy() {
      return directory.findCopy(playlistId) instanceof PlaylistLookup.Here copy
              && copy.state() != null
          ? Optional.of(local.apply(copy))
          : Optional.empty();
    }

    private Optional<Answer> standby() {
      return directory.standbysOf(playlistId).stream()
          .filter(address -> !asked.contains(address))
          .findFirst()
          .flatMap(address -> hop(address, limit));
    }

    /**
     * One hop, unless there were enough, or that instance was asked already. One that was not ready
     * is asked again in the second half of the time, one that did not answer is not. Where nobody
     * listens, and where nobody is asked because of what happened lately, no hop is made.
     */
    private Optional<Answer> hop(Address instance, Duration until) {
      Duration left = until.minus(elapsed());
      boolean soon = elapsed().compareTo(limit.dividedBy(2)) < 0;
      if (hops == HOPS_MAX
          || left.isNegative()
          || silent.contains(instance)
          || (!asked.add(instance) && soon)) {
        return Optional.empty();
      }
      hops++;
      try {
        Answer answer = peers.forward(instance, request, left);
        if (answer.status() != 503 || answer.isOverload()) {
          return Optional.of(answer);
        }
        refusal = answer;
        trouble = "the instance at " + instance + " is not ready";
      } catch (PeerException e) {
        hops -= e.asked() ? 0 : 1;
        silent.add(instance);
        trouble = String.valueOf(e.getMessage());
      }
      return Optional.empty();
    }

    private Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - began);
    }

    private Duration share(double share) {
      return Duration.ofNanos((long) (limit.toNanos() * share));
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
