package io.segue.trainer.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.segue.schemas.BadInputException;
import io.segue.trainer.files.PlaylistEntry.TrackNames;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a slice of the Million Playlist Dataset: an object whose {@code playlists} are objects with
 * a {@code pid} and {@code tracks}. Holds one playlist at a time.
 */
final class SliceReader implements EntryReader {

  private static final JsonFactory JSON = new JsonFactory();
  private static final long LAST_SECOND = 253_402_300_799L;

  private final JsonParser json;
  private final ByteProgress progress;
  private final Deque<PlaylistEntry> playlist = new ArrayDeque<>();
  private boolean begun;
  private boolean ended;
  private long rows;

  /** A track entry of a playlist whose id may come later. */
  private record RawTrack(
      long row,
      @Nullable String uri,
      String title,
      String artist,
      @Nullable String album,
      @Nullable Long durationMs) {}

  SliceReader(InputStream in, ByteProgress progress) throws IOException {
    this.json = JSON.createParser(in);
    this.progress = progress;
  }

  @Override
  public @Nullable PlaylistEntry next(ObjLongConsumer<String> rejects) throws IOException {
    if (!begun) {
      begun = true;
      findPlaylists();
    }
    while (playlist.isEmpty() && !ended) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT) {
        readPlaylist(rejects);
      } else if (token == JsonToken.END_ARRAY) {
        readToTheEnd();
        ended = true;
      } else {
        rows++;
        rejects.accept("A playlist must be an object, not " + token + ".", rows);
        json.skipChildren();
      }
    }
    return playlist.pollFirst();
  }

  private void findPlaylists() throws IOException {
    if (json.nextToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("playlists") && value == JsonToken.START_ARRAY) {
          return;
        }
        json.skipChildren();
      }
    }
    throw new BadInputException(
        "it is JSON, but has no array 'playlists' as slices of the Million Playlist Dataset have");
  }

  /** So that a file that is cut short behind the last playlist is noticed too. */
  private void readToTheEnd() throws IOException {
    while (json.nextToken() != null) {
      json.skipChildren();
    }
  }

  private void readPlaylist(ObjLongConsumer<String> rejects) throws IOException {
    String id = null;
    Instant modifiedAt = null;
    List<RawTrack> tracks = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("pid") && value.isScalarValue()) {
        id = text();
      } else if (name.equals("modified_at") && value == JsonToken.VALUE_NUMBER_INT) {
        modifiedAt = seconds(json.getNumberValue().longValue());
      } else if (name.equals("tracks") && value == JsonToken.START_ARRAY) {
        readTracks(tracks);
      } else {
        json.skipChildren();
      }
    }
    if (id == null && tracks.isEmpty()) {
      rows++;
      rejects.accept("The playlist has neither a pid nor tracks.", rows);
    }
    int position = 0;
    for (RawTrack track : tracks) {
      if (id == null) {
        rejects.accept("The track's playlist has no pid.", track.row());
      } else if (track.uri() == null) {
        rejects.accept("The track of playlist " + id + " has no track_uri.", track.row());
      } else {
        playlist.add(
            new PlaylistEntry(
                id,
                null,
                track.uri(),
                position,
                new TrackNames(track.title(), track.artist(), track.album(), track.durationMs()),
                modifiedAt,
                track.row()));
      }
      position++;
    }
  }

  private void readTracks(List<RawTrack> tracks) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      rows++;
      if (json.currentToken() == JsonToken.START_OBJECT) {
        tracks.add(readTrack());
      } else {
        json.skipChildren();
        tracks.add(new RawTrack(rows, null, "", "", null, null));
      }
    }
  }

  private RawTrack readTrack() throws IOException {
    String uri = null;
    String title = null;
    String artist = null;
    String album = null;
    Long durationMs = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "track_uri" -> uri = text();
        case "track_name" -> title = text();
        case "artist_name" -> artist = text();
        case "album_name" -> album = text();
        case "duration_ms" -> {
          if (value == JsonToken.VALUE_NUMBER_INT) {
            durationMs = json.getNumberValue().longValue();
          }
        }
        default -> {
          // pos, artist_uri, album_uri: the order is that of the array, the ids are not used.
        }
      }
      json.skipChildren();
    }
    return new RawTrack(
        rows, uri, title == null ? "" : title, artist == null ? "" : artist, album, durationMs);
  }

  /** The current value as text; null when it is null, an object or an array. */
  private @Nullable String text() throws IOException {
    JsonToken token = json.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL ? json.getText() : null;
  }

  private static @Nullable Instant seconds(long sinceTheEpoch) {
    // Zero is what exports write for "not known"; more than the last second of 9999 is no time.
    return sinceTheEpoch <= 0 || sinceTheEpoch > LAST_SECOND
        ? null
        : Instant.ofEpochSecond(sinceTheEpoch);
  }

  @Override
  public double progress() {
    return progress.share();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
