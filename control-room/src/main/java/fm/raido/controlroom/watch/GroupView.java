package fm.raido.controlroom.watch;

import fm.raido.schemas.settlement.CommitMark;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The workers' group, as the brokers told it.
 *
 * @param topic the id of the topic of requests; another one when it was made anew
 * @param members the names of the workers that are in it
 * @param partitions every partition of the requests, by number
 */
record GroupView(Uuid topic, Set<String> members, Map<Integer, Partition> partitions) {
  GroupView {
    members = Set.copyOf(members);
    partitions = Map.copyOf(partitions);
  }

  /**
   * A partition.
   *
   * @param worker who owns it, or null
   * @param member the owner's id in the group, or null
   * @param mark what is committed, or null
   * @param begin its first offset
   * @param end the offset of the next record
   */
  record Partition(
      @Nullable String worker,
      @Nullable String member,
      @Nullable CommitMark mark,
      long begin,
      long end) {}
}
