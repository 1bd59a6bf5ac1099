package io.segue.app.playlists;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment.TaskIds;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription.Endpoint;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionOwnersTest {

  private static final String OTHER_PART = "0";
  private static final Optional<Endpoint> ONE = Optional.of(new Endpoint("one", 1));
  private static final Optional<Endpoint> TWO = Optional.of(new Endpoint("two", 2));

  @Test
  void theThreadsOfAnInstanceAddUp() {
    Map<Integer, Address> owners =
        PartitionOwners.owners(
            List.of(group(member(ONE, 0, 4), member(TWO, 1, 5), member(ONE, 2), member(TWO, 3))));

    assertThat(owners)
        .containsOnly(
            Map.entry(0, new Address("one", 1)),
            Map.entry(2, new Address("one", 1)),
            Map.entry(4, new Address("one", 1)),
            Map.entry(1, new Address("two", 2)),
            Map.entry(3, new Address("two", 2)),
            Map.entry(5, new Address("two", 2)));
  }

  @Test
  void whoLearnsTheRulesOfAPartitionDoesNotOwnItsPlaylists() {
    assertThat(PartitionOwners.owners(List.of(group(member(ONE, 0))))).containsOnlyKeys(0);
  }

  @Test
  void aMemberThatCannotBeReachedOwnsNothing() {
    assertThat(PartitionOwners.owners(List.of(group(member(Optional.empty(), 0, 1))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1807", "AC/DC|||Für Elise", "🎵🎵🎵", "a long playlist id"})
  void playlistsLieWhereProducersPutThem(String id) {
    for (int partitions = 1; partitions <= 12; partitions++) {
      assertThat(PartitionOwners.partitionOf(id, partitions))
          .isEqualTo(
              BuiltInPartitioner.partitionForKey(id.getBytes(StandardCharsets.UTF_8), partitions));
    }
  }

  private static StreamsGroupDescription group(StreamsGroupMemberDescription... members) {
    return new StreamsGroupDescription(
        "segue",
        1,
        1,
        1,
        List.of(part(OTHER_PART, "segue-successors-repartition"), part("1", "playlist-events")),
        List.of(members),
        GroupState.STABLE,
        Node.noNode(),
        Set.of());
  }

  private static StreamsGroupSubtopologyDescription part(String id, String sourceTopic) {
    return new StreamsGroupSubtopologyDescription(
        id, List.of(sourceTopic), List.of(), Map.of(), Map.of());
  }

  private static StreamsGroupMemberDescription member(
      Optional<Endpoint> endpoint, Integer... partitions) {
    StreamsGroupMemberAssignment assignment =
        new StreamsGroupMemberAssignment(
            List.of(
                new TaskIds("1", List.of(partitions)), new TaskIds(OTHER_PART, List.of(6, 7, 8))),
            List.of(),
            List.of());
    return new StreamsGroupMemberDescription(
        "member",
        1,
        Optional.empty(),
        Optional.empty(),
        "client",
        "host",
        1,
        "process",
        endpoint,
        Map.of(),
        List.of(),
        List.of(),
        assignment,
        assignment,
        false);
  }
}
