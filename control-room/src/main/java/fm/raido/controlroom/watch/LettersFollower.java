package fm.raido.controlroom.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Tells the model the outstanding dead letters: the table that the compacted topic is. */
final class LettersFollower implements Tail.Follower {
  private static final String FOREIGN = "FOREIGN";

  private final RoomModel model;

  LettersFollower(RoomModel model) {
    this.model = model;
  }

  @Override
  public void follow(Consumer<byte[], byte[]> consumer, Tail tail) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(TopicCatalogue.DEAD_LETTERS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    // The same letter told twice is the same table.
    consumer.seekToBeginning(partitions);
    while (!tail.isClosing()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Tail.POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        tell(record);
      }
      if (!records.isEmpty()) {
        model.changed();
      }
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    String name =
        key == null
            ? record.partition() + "-" + record.offset()
            : record.partition() + "/" + new String(key, UTF_8);
    model.letter(name, reason(record), Instant.ofEpochMilli(record.timestamp()));
  }

  /** The header says it without reading the letter; what has neither is another system's. */
  private static Optional<String> reason(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    String header = RaidoRecords.headerText(record.headers(), Headers.LETTER_REASON);
    return Optional.of(
        header != null
            ? header
            : RaidoRecords.readDeadLetter(record.value())
                .map(letter -> letter.reason().name())
                .orElse(FOREIGN));
  }
}
