package fm.raido.controlroom.watch;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterChange;
import fm.raido.controlroom.letters.Place;
import fm.raido.schemas.topic.TopicCatalogue;
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
    Place place = new Place(record.topic(), record.partition(), record.offset());
    switch (LetterChange.of(place, record.key(), record.value() != null, record.headers())) {
      case LetterChange.Left left -> model.letter(left.key(), Optional.empty(), at);
      case LetterChange.Marked marked -> model.letterMarked(marked.place());
      case LetterChange.Lies lies ->
          model.letter(lies.key(), Optional.of(reason(lies, record)), at);
    }
  }

  /** The header says it without reading the letter. */
  private static String reason(LetterChange.Lies lies, ConsumerRecord<byte[], byte[]> record) {
    if (lies.isForeign()) {
      return Letter.FOREIGN;
    }
    return lies.reason() != null
        ? lies.reason()
        : RaidoRecords.readDeadLetter(record.value())
            .map(letter -> letter.reason().name())
            .orElse(Letter.UNREADABLE);
  }
}
