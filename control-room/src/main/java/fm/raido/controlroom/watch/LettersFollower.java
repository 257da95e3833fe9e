package fm.raido.controlroom.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.Place;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Tells the model the outstanding dead letters: the table that the compacted topic is. */
final class LettersFollower implements Tail.Follower {
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
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    // What was told before may have gone meanwhile without a tombstone: with its topic, or its end.
    model.lettersAnew();
    boolean read = false;
    while (!tail.isClosing()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Tail.POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        tell(record);
      }
      if (!read) {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        read = ends.isEmpty();
        if (read) {
          model.lettersRead();
        }
      } else if (!records.isEmpty()) {
        model.changed();
      }
      tail.told(consumer);
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    String key = record.key() == null ? "" : new String(record.key(), ISO_8859_1);
    String place = new Place(record.topic(), record.partition(), record.offset()).asKey();
    if (record.value() == null) {
      model.letter(key, Optional.empty(), at);
    } else if (hasHeader(record, Headers.REPLAY_ACTION)) {
      // The mark by which a foreign letter leaves; its key is the letter's place.
      model.letterMarked(key);
    } else if (hasHeader(record, Headers.DLT_ORIGINAL_TOPIC)
        && !hasHeader(record, Headers.LETTER_REASON)) {
      model.letter(place, Optional.of(Letter.FOREIGN), at);
    } else if (hasHeader(record, Headers.CONNECT_TOPIC)) {
      model.letter(place, Optional.of(Letter.FOREIGN), at);
    } else {
      model.letter(key.isEmpty() ? place : key, Optional.of(reason(record)), at);
    }
  }

  /** The header says it without reading the letter. */
  private static String reason(ConsumerRecord<byte[], byte[]> record) {
    String header = RaidoRecords.headerText(record.headers(), Headers.LETTER_REASON);
    return header != null
        ? header
        : RaidoRecords.readDeadLetter(record.value())
            .map(letter -> letter.reason().name())
            .orElse(Letter.UNREADABLE);
  }

  private static boolean hasHeader(ConsumerRecord<byte[], byte[]> record, String name) {
    return record.headers().lastHeader(name) != null;
  }
}
