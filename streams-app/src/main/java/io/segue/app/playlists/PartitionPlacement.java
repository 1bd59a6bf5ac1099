package io.segue.app.playlists;

import io.segue.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment.TaskIds;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;

/**
 * Which instance has which partition, as the group's coordinator assigned them. Immutable.
 *
 * @param owners who works on a partition
 * @param standbys who keeps a copy of a partition that another one works on; no entry where nobody
 *     does
 */
record PartitionPlacement(Map<Integer, Address> owners, Map<Integer, List<Address>> standbys) {

  /** Nothing is known. */
  static final PartitionPlacement UNKNOWN = new PartitionPlacement(Map.of(), Map.of());

  /** Of the parts of the topology, only the one that reads the events has playlists. */
  static PartitionPlacement of(Collection<StreamsGroupDescription> groups) {
    Map<Integer, Address> owners = new HashMap<>();
    Map<Integer, List<Address>> standbys = new HashMap<>();
    for (StreamsGroupDescription group : groups) {
      Set<String> parts =
          group.subtopologies().stream()
              .filter(part -> part.sourceTopics().contains(Topics.PLAYLIST_EVENTS.name()))
              .map(StreamsGroupSubtopologyDescription::subtopologyId)
              .collect(Collectors.toSet());
      for (StreamsGroupMemberDescription member : group.members()) {
        Optional<Address> reached =
            member.userEndpoint().map(endpoint -> new Address(endpoint.host(), endpoint.port()));
        if (reached.isPresent()) {
          Address address = reached.get();
          partitions(member.assignment().activeTasks(), parts)
              .forEach(partition -> owners.put(partition, address));
          partitions(member.assignment().standbyTasks(), parts)
              .forEach(
                  partition ->
                      standbys.computeIfAbsent(partition, p -> new ArrayList<>()).add(address));
        }
      }
    }
    standbys.replaceAll((partition, addresses) -> List.copyOf(addresses));
    return new PartitionPlacement(Map.copyOf(owners), Map.copyOf(standbys));
  }

  private static List<Integer> partitions(List<TaskIds> tasks, Set<String> parts) {
    return tasks.stream()
        .filter(task -> parts.contains(task.subtopologyId()))
        .flatMap(task -> task.partitions().stream())
        .toList();
  }
}
