package fm.raido.worker.intake;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Who this worker is in its group and what it owns, as one immutable view that the consumer thread
 * publishes after every poll and callback. A settlement uses one view and drops what is not of it:
 * a fresh epoch alone would let a member commit offsets of a partition that another one owns, and
 * the epoch alone does not tell a partition that left and came back.
 *
 * @param group the member's id and epoch, or null while it is in no group
 * @param incarnations for each owned partition a number that grows at each assignment
 */
public record Ownership(@Nullable ConsumerGroupMetadata group, Map<Integer, Long> incarnations) {
  /** In no group. */
  public static final Ownership NONE = new Ownership(null, Map.of());

  public Ownership {
    incarnations = Map.copyOf(incarnations);
  }

  /** Whether the partition is owned in that very assignment. */
  public boolean owns(int partition, long incarnation) {
    Long current = incarnations.get(partition);
    return current != null && current == incarnation;
  }
}
