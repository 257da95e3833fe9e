package fm.raido.system.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.CoordinatorRecordType;
import org.apache.kafka.coordinator.group.generated.GroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue;

/** When a group got its generations (classic protocol) or epochs (consumer protocol). */
public final class GroupHistory {
  private final List<Generation> generations;

  private record Generation(Instant at, int number) {}

  private GroupHistory(List<Generation> generations) {
    this.generations = generations;
  }

  /**
   * Reads the brokers' own notes.
   *
   * @throws AuditFailed if they cannot be read
   */
  public static GroupHistory of(String bootstrapServers, String group) {
    List<Generation> generations = new ArrayList<>();
    for (var record : new TopicReader(bootstrapServers).read(CommitHistory.TOPIC)) {
      if (record.key() == null || record.value() == null) {
        continue;
      }
      ByteBuffer key = ByteBuffer.wrap(record.key());
      ByteBuffer value = ByteBuffer.wrap(record.value());
      short type = key.getShort();
      short version = value.getShort();
      Instant at = Instant.ofEpochMilli(record.timestamp());
      if (type == CoordinatorRecordType.GROUP_METADATA.id()) {
        var its = new GroupMetadataKey(new ByteBufferAccessor(key), (short) 0);
        if (its.group().equals(group)) {
          generations.add(
              new Generation(
                  at, new GroupMetadataValue(new ByteBufferAccessor(value), version).generation()));
        }
      } else if (type == CoordinatorRecordType.CONSUMER_GROUP_METADATA.id()) {
        var its = new ConsumerGroupMetadataKey(new ByteBufferAccessor(key), (short) 0);
        if (its.groupId().equals(group)) {
          generations.add(
              new Generation(
                  at,
                  new ConsumerGroupMetadataValue(new ByteBufferAccessor(value), version).epoch()));
        }
      }
    }
    return new GroupHistory(generations);
  }

  /** Generations that began in that time. */
  public long rebalances(Instant from, Instant to) {
    return generations.stream()
        .filter(it -> !it.at().isBefore(from) && !it.at().isAfter(to))
        .map(Generation::number)
        .distinct()
        .count();
  }
}
