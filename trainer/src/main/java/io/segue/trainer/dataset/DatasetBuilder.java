package io.segue.trainer.dataset;

import io.segue.recommender.Vocabulary;
import io.segue.schemas.BadInputException;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.OffsetRange;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.online.PositionBias;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects playlists and artists, and makes a dataset of them. Not thread-safe. */
final class DatasetBuilder {

  /** The share of the playlists that a {@code --dev} run uses. */
  static final double DEV_SHARE = 0.1;

  @SuppressWarnings("ArrayRecordComponent") // compact storage; never compared
  private record Playlist(String id, int[] tracks, int[] minutes, int[] shownAt) {}

  private final Map<String, Integer> trackNumbers = new HashMap<>();
  private final List<String> trackIds = new ArrayList<>();
  private final Map<String, String> artistOfTrack = new HashMap<>();
  private final List<Playlist> playlists = new ArrayList<>();
  private PositionBias bias = PositionBias.NONE;
  private int playlistsSeen;
  private int tooShort;
  private long rejected;
  private String firstRejected = "";

  /** Adds a playlist, oldest track first; does nothing when it is too short. Ids are unique. */
  void addPlaylist(String id, List<String> tracks) {
    int[] numbers = new int[tracks.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(tracks.get(i));
    }
    addPlaylist(id, numbers, new int[0], new int[0]);
  }

  /**
   * Adds a playlist, oldest track first; does nothing when it is too short. Ids are unique.
   *
   * @param tracks by their {@link #number}
   * @param minutes when each track came, in minutes since 1970; empty when that is not known
   * @param shownAt at which rank each track was recommended before it came, from 1, 0 where it was
   *     not; empty when that is not known
   */
  void addPlaylist(String id, int[] tracks, int[] minutes, int[] shownAt) {
    playlistsSeen++;
    if (tracks.length <= Dataset.TRACKS_MIN_EXCLUSIVE) {
      tooShort++;
      return;
    }
    playlists.add(new Playlist(id, tracks, minutes, shownAt));
  }

  /** Counts records or rows that could not be used; {@code first} says what is wrong with one. */
  void addRejects(long count, String first) {
    rejected += count;
    if (firstRejected.isEmpty()) {
      firstRejected = first;
    }
  }

  /** Names the artist of a track; the last name counts, an empty one counts as unknown. */
  void addArtist(String trackId, String artist) {
    if (artist.isEmpty()) {
      artistOfTrack.remove(trackId);
    } else {
      artistOfTrack.put(trackId, artist);
    }
  }

  /** Tracks that were recommended shall count by where they were shown. */
  void correct(PositionBias positionBias) {
    bias = positionBias;
  }

  /**
   * Tracks that were recommended count 1 on average, so that what was recommended and what was not
   * keep their proportion.
   */
  private float[] weights(List<Playlist> used, int size) {
    double sum = 0;
    int shown = 0;
    for (Playlist playlist : used) {
      for (int rank : playlist.shownAt()) {
        sum += rank > 0 ? bias.weight(rank) : 0;
        shown += rank > 0 ? 1 : 0;
      }
    }
    if (bias.exponent() == 0 || shown == 0) {
      return new float[0];
    }
    float[] weights = new float[size];
    int at = 0;
    for (Playlist playlist : used) {
      for (int rank : playlist.shownAt()) {
        weights[at++] = rank > 0 ? (float) (bias.weight(rank) * shown / sum) : 1;
      }
    }
    return weights;
  }

  /** The number of a track in this builder; the dataset numbers anew. */
  int number(String trackId) {
    Integer known = trackNumbers.putIfAbsent(trackId, trackIds.size());
    if (known != null) {
      return known;
    }
    trackIds.add(trackId);
    return trackIds.size() - 1;
  }

  /**
   * Makes the dataset.
   *
   * @param source the topic's name, or "file:" and the file's name
   * @param ranges what was read of the topic, empty for a file
   * @param settings which playlists to use
   * @throws BadInputException when too few playlists are long enough to be split
   */
  Dataset build(String source, List<OffsetRange> ranges, DatasetSettings settings) {
    List<Playlist> used = choose(settings);
    if (used.size() < Split.PLAYLISTS_MIN) {
      throw new BadInputException(tooFew(source, used.size(), settings));
    }
    // Numbered anew, in the order of the playlists: the reading order must not show.
    int[] newNumbers = new int[trackIds.size()];
    Arrays.fill(newNumbers, -1);
    List<String> tracks = new ArrayList<>();
    int[] offsets = new int[used.size() + 1];
    for (int i = 0; i < used.size(); i++) {
      offsets[i + 1] = Math.addExact(offsets[i], used.get(i).tracks().length);
    }
    int[] tokens = new int[offsets[used.size()]];
    boolean timed = used.stream().anyMatch(playlist -> playlist.minutes().length > 0);
    int[] minutes = new int[timed ? tokens.length : 0];
    int at = 0;
    for (Playlist playlist : used) {
      if (timed) {
        System.arraycopy(playlist.minutes(), 0, minutes, at, playlist.minutes().length);
      }
      for (int number : playlist.tracks()) {
        if (newNumbers[number] < 0) {
          newNumbers[number] = tracks.size();
          tracks.add(trackIds.get(number));
        }
        tokens[at++] = newNumbers[number];
      }
    }
    Map<String, Integer> artistNumbers = new HashMap<>();
    List<String> artists = new ArrayList<>();
    int[] artistOf = new int[tracks.size()];
    for (int track = 0; track < artistOf.length; track++) {
      String artist = artistOfTrack.get(tracks.get(track));
      artistOf[track] = artist == null ? -1 : artistNumber(artist, artistNumbers, artists);
    }
    DatasetReference reference =
        DatasetReference.newBuilder()
            .setSource(source)
            .setRanges(ranges)
            .setPlaylists(used.size())
            .setEvents(tokens.length)
            .setSplitSeed(settings.splitSeed())
            .setSampledShare(settings.dev() ? DEV_SHARE : 1)
            .build();
    return new Dataset(
        Vocabulary.of(tracks),
        Vocabulary.of(artists),
        artistOf,
        new Corpus(tokens, offsets, minutes, artistOf, weights(used, tokens.length)),
        used.stream().mapToDouble(p -> Draw.forSplit(settings.splitSeed(), p.id())).toArray(),
        new Intake(playlistsSeen, tooShort, rejected, firstRejected),
        reference);
  }

  private static int artistNumber(
      String artist, Map<String, Integer> numbers, List<String> artists) {
    Integer known = numbers.putIfAbsent(artist, artists.size());
    if (known != null) {
      return known;
    }
    artists.add(artist);
    return artists.size() - 1;
  }

  private List<Playlist> choose(DatasetSettings settings) {
    List<Playlist> sorted = new ArrayList<>(playlists);
    sorted.sort(Comparator.comparing(Playlist::id));
    if (!settings.dev()) {
      return sorted;
    }
    sorted.removeIf(playlist -> Draw.forSample(settings.splitSeed(), playlist.id()) >= DEV_SHARE);
    return sorted;
  }

  private String tooFew(String source, int used, DatasetSettings settings) {
    if (playlistsSeen == 0) {
      return "%s holds no playlists; import some first (segue import PATH).".formatted(source);
    }
    return "Of the %,d playlists of %s only %,d %s; at least %d are needed%s."
        .formatted(
            playlistsSeen,
            source,
            used,
            settings.dev()
                ? "have more than 2 tracks and are in the sample of 10 %"
                : "have more than 2 tracks",
            Split.PLAYLISTS_MIN,
            settings.dev() ? "; try without --dev" : "");
  }
}
