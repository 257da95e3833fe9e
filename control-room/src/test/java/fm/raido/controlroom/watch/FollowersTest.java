package fm.raido.controlroom.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What followers do when they begin again, with the consumer that Kafka has for tests. */
@Timeout(20)
class FollowersTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final TopicPartition REQUESTS = new TopicPartition(TopicCatalogue.REQUESTS, 0);
  private static final TopicPartition OUTCOMES = new TopicPartition(TopicCatalogue.OUTCOMES, 0);
  private static final TopicPartition PRESSURE =
      new TopicPartition(TopicCatalogue.HOST_PRESSURE, 0);
  private static final TopicPartition LETTERS = new TopicPartition(TopicCatalogue.DEAD_LETTERS, 0);

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final RoomModel model =
      new RoomModel(Duration.ofSeconds(10), true, ZoneOffset.UTC, clock);

  /** Looks up no times, for there are none. */
  private static final class Consumer extends MockConsumer<byte[], byte[]> {
    Consumer(Map<TopicPartition, Long> ends) {
      super("none");
      Map<TopicPartition, Long> begins = new HashMap<>();
      ends.keySet().forEach(partition -> begins.put(partition, 0L));
      updateBeginningOffsets(begins);
      updateEndOffsets(ends);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      return Map.of();
    }
  }

  @Test
  void requestsOfATopicThatWasMadeAnewAreReadFromItsBeginning() throws InterruptedException {
    TopicsFollower follower = new TopicsFollower(model, clock);
    Tail tail = new Tail("topics", () -> new Consumer(Map.of()), ClientMeters.UNSEEN, follower);
    model.group(view(new Uuid(1, 1), 3));
    Consumer first = new Consumer(Map.of(REQUESTS, 3L, OUTCOMES, 5L, PRESSURE, 0L));
    first.schedulePollTask(() -> {
      for (int offset = 0; offset < 3; offset++) {
        first.addRecord(request(offset));
      }
    });
    first.schedulePollTask(() -> {
      assertThat(model.room().backlog().waiting()).isEqualTo(3);
      model.group(view(new Uuid(2, 2), 1));
    });
    follower.follow(first, tail);
    assertThat(tail.isClosing()).as("it ended by itself").isFalse();

    Consumer second = new Consumer(Map.of(REQUESTS, 1L, OUTCOMES, 0L, PRESSURE, 0L));
    second.schedulePollTask(() -> second.addRecord(request(0)));
    second.schedulePollTask(tail::close);
    follower.follow(second, tail);
    assertThat(second.position(REQUESTS)).isEqualTo(1);
    assertThat(second.position(OUTCOMES)).isZero();
    assertThat(model.room().backlog().waiting()).isEqualTo(1);
    assertThat(tail.positions()).containsEntry(REQUESTS, 1L);
  }

  @Test
  void aPartitionThatEndsBelowWhatWasReadIsReadFromItsBeginning() throws InterruptedException {
    TopicsFollower follower = new TopicsFollower(model, clock);
    Tail tail = new Tail("topics", () -> new Consumer(Map.of()), ClientMeters.UNSEEN, follower);
    model.group(view(new Uuid(1, 1), 3));
    for (int offset = 0; offset < 3; offset++) {
      model.request(0, offset, NOON, null);
    }
    Consumer consumer = new Consumer(Map.of(REQUESTS, 1L, OUTCOMES, 0L, PRESSURE, 0L));
    consumer.schedulePollTask(() -> consumer.addRecord(request(0)));
    consumer.schedulePollTask(tail::close);
    follower.follow(consumer, tail);
    assertThat(consumer.position(REQUESTS)).isEqualTo(1);
  }

  @Test
  void lettersThatAreGoneWithTheirTopicAreNotCounted() {
    LettersFollower follower = new LettersFollower(model);
    Tail tail =
        new Tail("letters", () -> new Consumer(Map.of()), ClientMeters.UNSEEN, (_, _) -> {});
    Consumer first = letters(2L);
    first.schedulePollTask(() -> {
      first.addRecord(letter("song-1/0", 0));
      first.addRecord(letter("song-2/0", 1));
    });
    first.schedulePollTask(() -> {
      assertThat(model.room().letters().total()).isEqualTo(2);
      tail.close();
    });
    follower.follow(first, tail);

    Tail next =
        new Tail("letters", () -> new Consumer(Map.of()), ClientMeters.UNSEEN, (_, _) -> {});
    Consumer second = letters(1L);
    second.schedulePollTask(() -> second.addRecord(letter("song-3/0", 0)));
    second.schedulePollTask(next::close);
    follower.follow(second, next);
    assertThat(model.room().letters().total()).isEqualTo(1);
    assertThat(model.room().letters().atLeast()).isFalse();
  }

  private static Consumer letters(long end) {
    Consumer consumer = new Consumer(Map.of(LETTERS, end));
    Node broker = new Node(1, "kafka", 9092);
    consumer.updatePartitions(
        LETTERS.topic(),
        List.of(
            new PartitionInfo(
                LETTERS.topic(), 0, broker, new Node[] {broker}, new Node[] {broker})));
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> letter(String key, long offset) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            LETTERS.topic(),
            0,
            offset,
            key.getBytes(StandardCharsets.UTF_8),
            new byte[] {'{', '}'});
    record.headers().add(Headers.LETTER_REASON, "LOST".getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static ConsumerRecord<byte[], byte[]> request(long offset) {
    return new ConsumerRecord<>(REQUESTS.topic(), 0, offset, new byte[] {1}, new byte[] {2});
  }

  private static GroupView view(Uuid topic, long end) {
    return new GroupView(
        topic, Set.of(), Map.of(0, new GroupView.Partition(null, null, null, 0, end)));
  }
}
