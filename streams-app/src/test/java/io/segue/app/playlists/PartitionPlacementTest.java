package io.segue.app.playlists;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;

class PartitionPlacementTest {

  private static final Optional<Endpoint> ONE = Optional.of(new Endpoint("one", 1));
  private static final Optional<Endpoint> TWO = Optional.of(new Endpoint("two", 2));

  @Test
  void theThreadsOfAnInstanceAddUp() {
    PartitionPlacement placement =
        PartitionPlacement.of(
            List.of(
                group(
                    member(ONE, List.of(0, 4), List.of(1)),
                    member(TWO, List.of(1, 5), List.of(0)),
                    member(ONE, List.of(2), List.of()),
                    member(TWO, List.of(3), List.of(2)))));

    assertThat(placement.owners())
        .containsOnly(
            Map.entry(0, new Address("one", 1)),
            Map.entry(2, new Address("one", 1)),
            Map.entry(4, new Address("one", 1)),
            Map.entry(1, new Address("two", 2)),
            Map.entry(3, new Address("two", 2)),
            Map.entry(5, new Address("two", 2)));
    assertThat(placement.standbys())
        .containsOnly(
            Map.entry(0, List.of(new Address("two", 2))),
            Map.entry(1, List.of(new Address("one", 1))),
            Map.entry(2, List.of(new Address("two", 2))));
  }

  @Test
  void aMemberThatCannotBeReachedHasNothing() {
    PartitionPlacement placement =
        PartitionPlacement.of(List.of(group(member(Optional.empty(), List.of(0, 1), List.of(2)))));

    assertThat(placement).isEqualTo(PartitionPlacement.UNKNOWN);
  }

  private static StreamsGroupDescription group(StreamsGroupMemberDescription... members) {
    return new StreamsGroupDescription(
        "segue",
        1,
        1,
        1,
        List.of(part("0", "playlist-events"), part("1", "segue-successors-repartition")),
        List.of(members),
        GroupState.STABLE,
        Node.noNode(),
        Set.of());
  }

  private static StreamsGroupSubtopologyDescription part(String id, String source) {
    return new StreamsGroupSubtopologyDescription(
        id, List.of(source), List.of(), Map.of(), Map.of());
  }

  private static StreamsGroupMemberDescription member(
      Optional<Endpoint> endpoint, List<Integer> active, List<Integer> standby) {
    StreamsGroupMemberAssignment assignment =
        new StreamsGroupMemberAssignment(
            List.of(new TaskIds("0", active), new TaskIds("1", List.of(7))),
            List.of(new TaskIds("0", standby), new TaskIds("1", List.of(8))),
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
