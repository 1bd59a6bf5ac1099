package io.segue.trainer.dataset;

import io.segue.schemas.BadInputException;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistFold;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import io.segue.trainer.online.ShownTracks;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a dataset from the topics {@code playlist-events} and {@code tracks}.
 *
 * <p>The end of every partition is looked up once, at the start: that, and not the moment when
 * reading happens to finish, is where the dataset ends. Records that the streams app would refuse
 * are left out here too, and counted.
 */
public final class KafkaDatasetReader {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaDatasetReader.class);

  private final PartitionReader<String> partitions;
  private final Deserializer<PlaylistEvent> events;
  private final Deserializer<Track> tracks;

  /**
   * @param partitions reads the records; not closed by this object
   * @param events decodes the values of {@code playlist-events}
   * @param tracks decodes the values of {@code tracks}
   */
  public KafkaDatasetReader(
      PartitionReader<String> partitions,
      Deserializer<PlaylistEvent> events,
      Deserializer<Track> tracks) {
    this.partitions = partitions;
    this.events = events;
    this.tracks = tracks;
  }

  /**
   * Reads everything up to the present ends of the topics.
   *
   * @param shown what was recommended; events that followed it count by the rank that their track
   *     had there
   * @param stalledAfter how long to wait for the next records before giving up
   * @throws BadInputException when the topic is missing or empty, or its playlists too short
   */
  public Dataset read(DatasetSettings settings, ShownTracks shown, Duration stalledAfter) {
    List<OffsetRange> ranges = partitions.ranges(Topics.PLAYLIST_EVENTS.name());
    if (ranges.isEmpty()) {
      throw new BadInputException(
          "The topic %s does not exist; import playlists first (segue import PATH)."
              .formatted(Topics.PLAYLIST_EVENTS.name()));
    }
    return build(ranges, settings, shown, stalledAfter);
  }

  /**
   * Reads what a dataset was built of, and builds the same again.
   *
   * @param stalledAfter how long to wait for the next records before giving up
   * @throws BadInputException when the topic does not hold the same events any more
   */
  public Dataset readAgain(DatasetReference reference, Duration stalledAfter) {
    DatasetSettings settings =
        new DatasetSettings(reference.getSplitSeed(), reference.getSampledShare() < 1);
    Dataset dataset = build(reference.getRanges(), settings, ShownTracks.none(), stalledAfter);
    if (!dataset.reference().equals(reference)) {
      throw new BadInputException(
          "%s gives %d playlists with %d entries at the offsets of a dataset that had %d with %d; events have been deleted since, or this is another cluster."
              .formatted(
                  reference.getSource(),
                  dataset.reference().getPlaylists(),
                  dataset.reference().getEvents(),
                  reference.getPlaylists(),
                  reference.getEvents()));
    }
    return dataset;
  }

  private Dataset build(
      List<OffsetRange> ranges,
      DatasetSettings settings,
      ShownTracks shown,
      Duration stalledAfter) {
    DatasetBuilder builder = new DatasetBuilder();
    readPlaylists(ranges, shown, stalledAfter, builder);
    builder.correct(shown.bias());
    readArtists(stalledAfter, builder);
    return builder.build(Topics.PLAYLIST_EVENTS.name(), ranges, settings);
  }

  /** Folds in place and in numbers: states that are copied for each event would take minutes. */
  private void readPlaylists(
      Collection<OffsetRange> ranges,
      ShownTracks shown,
      Duration stalledAfter,
      DatasetBuilder builder) {
    Map<String, PlaylistFold> playlists = new HashMap<>();
    Rejects rejects = new Rejects();
    partitions.read(
        Topics.PLAYLIST_EVENTS.name(),
        ranges,
        stalledAfter,
        record ->
            rejects.guard(
                record,
                () -> {
                  PlaylistEvent event = events.deserialize(record.topic(), record.value());
                  EventRules.check(record.key(), event);
                  playlists
                      .computeIfAbsent(
                          event.getPlaylistId(),
                          id -> new PlaylistFold(PlaylistHistory.TRACKS_MAX_DEFAULT))
                      .apply(
                          event,
                          builder.number(event.getTrackId()),
                          shown.rankOf(event, Instant.ofEpochMilli(record.timestamp())));
                }));
    rejects.report(Topics.PLAYLIST_EVENTS.name(), builder);
    playlists.forEach(
        (id, fold) -> builder.addPlaylist(id, fold.tracks(), fold.minutes(), fold.shownAt()));
  }

  private void readArtists(Duration stalledAfter, DatasetBuilder builder) {
    Rejects rejects = new Rejects();
    partitions.read(
        Topics.TRACKS.name(),
        partitions.ranges(Topics.TRACKS.name()),
        stalledAfter,
        record -> {
          if (record.value() == null) {
            builder.addArtist(record.key(), "");
            return;
          }
          rejects.guard(
              record,
              () -> {
                Track track = tracks.deserialize(record.topic(), record.value());
                builder.addArtist(track.getTrackId(), track.getArtist());
              });
        });
    rejects.report(Topics.TRACKS.name(), builder);
  }

  /** Counts what cannot be used, and remembers the first case for the log. */
  private static final class Rejects {
    private long count;
    private String first = "";

    void guard(ConsumerRecord<String, byte[]> record, Runnable use) {
      try {
        use.run();
      } catch (SerializationException | InvalidEventException e) {
        count++;
        if (count == 1) {
          first =
              "%s, offset %d: %s"
                  .formatted(
                      new TopicPartition(record.topic(), record.partition()),
                      record.offset(),
                      e.getMessage());
        }
      }
    }

    void report(String topic, DatasetBuilder builder) {
      builder.addRejects(count, first);
      if (count > 0) {
        LOG.warn("{} records of {} cannot be used; the first is {}", count, topic, first);
      }
    }
  }
}
