package fm.raido.controlroom.scan;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** How far a reading of some partitions is from the ends that it goes to. */
final class Course {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  /** Those not at their ends, with their positions; one at its end is fetched no more. */
  private final Map<TopicPartition, Long> left = new HashMap<>();

  private final long length;

  Course(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
    ends.keySet().forEach(partition -> left.put(partition, consumer.position(partition)));
    long beginning = left.values().stream().mapToLong(Long::longValue).sum();
    this.length = ends.values().stream().mapToLong(Long::longValue).sum() - beginning;
    advance();
  }

  long length() {
    return Math.max(0, length);
  }

  boolean isOver() {
    return left.isEmpty();
  }

  boolean isWithin(ConsumerRecord<?, ?> record) {
    return record.offset()
        < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
  }

  /** No more of that partition is wanted. */
  void leave(TopicPartition partition) {
    left.remove(partition);
    consumer.pause(java.util.List.of(partition));
  }

  /** Looks at the positions; returns how much is done. */
  long advance() {
    for (TopicPartition partition : java.util.List.copyOf(left.keySet())) {
      long position = consumer.position(partition);
      left.put(partition, position);
      if (position >= ends.getOrDefault(partition, 0L)) {
        leave(partition);
      }
    }
    long open = 0;
    for (Map.Entry<TopicPartition, Long> entry : left.entrySet()) {
      open += ends.getOrDefault(entry.getKey(), 0L) - entry.getValue();
    }
    return Math.max(0, length - open);
  }
}
