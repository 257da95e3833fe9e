package fm.raido.controlroom.watch;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Tells the model every record of the protection log, in order, each once. */
final class ProtectionFollower implements Tail.Follower {
  private static final TopicPartition LOG = new TopicPartition(TopicCatalogue.PROTECTION, 0);

  private final RoomModel model;

  /** The next record to be told; below zero before the first. */
  private long next = -1;

  ProtectionFollower(RoomModel model) {
    this.model = model;
  }

  @Override
  public void follow(Consumer<byte[], byte[]> consumer, Tail tail) {
    consumer.assign(List.of(LOG));
    long begin = consumer.beginningOffsets(List.of(LOG)).getOrDefault(LOG, 0L);
    long end = consumer.endOffsets(List.of(LOG)).getOrDefault(LOG, 0L);
    if (next < begin || next > end) {
      if (next >= 0) {
        model.startAgain();
      }
      next = begin;
    }
    consumer.seek(LOG, next);
    boolean read = false;
    while (!tail.isClosing()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Tail.POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        model.protection(
            RaidoRecords.readProtection(record.value()), Instant.ofEpochMilli(record.timestamp()));
        next = record.offset() + 1;
      }
      if (!read && consumer.position(LOG) >= end) {
        read = true;
        model.protectionRead();
      } else if (!records.isEmpty() && read) {
        model.changed();
      }
      tail.told(consumer);
    }
  }
}
