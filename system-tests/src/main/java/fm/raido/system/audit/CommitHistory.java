package fm.raido.system.audit;

import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.testkit.promise.Observed.Commit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.coordinator.group.generated.CoordinatorRecordType;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/**
 * Every settlement that a group has ever committed, in its order: the brokers keep them in a topic
 * of their own, and the transactions cover it.
 */
final class CommitHistory {
  static final String TOPIC = "__consumer_offsets";

  private CommitHistory() {}

  static List<Commit> of(TopicReader reader, String group) {
    List<Commit> commits = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.read(TOPIC)) {
      commit(record, group).ifPresent(commits::add);
    }
    return commits;
  }

  private static Optional<Commit> commit(ConsumerRecord<byte[], byte[]> record, String group) {
    if (record.key() == null || record.value() == null) {
      return Optional.empty();
    }
    ByteBuffer keyBytes = ByteBuffer.wrap(record.key());
    if (keyBytes.getShort() != CoordinatorRecordType.OFFSET_COMMIT.id()) {
      return Optional.empty();
    }
    OffsetCommitKey key =
        new OffsetCommitKey(
            new ByteBufferAccessor(keyBytes),
            CoordinatorRecordType.OFFSET_COMMIT.lowestSupportedVersion());
    if (!key.group().equals(group) || !key.topic().equals(TopicCatalogue.REQUESTS)) {
      return Optional.empty();
    }
    ByteBuffer valueBytes = ByteBuffer.wrap(record.value());
    short version = valueBytes.getShort();
    OffsetCommitValue value = new OffsetCommitValue(new ByteBufferAccessor(valueBytes), version);
    CommitMark mark = CommitMark.parse(value.offset(), value.metadata());
    return Optional.of(
        new Commit(
            key.partition(),
            mark.offset(),
            mark.end(),
            mark.records(),
            mark.duplicates(),
            mark::isSettled));
  }
}
