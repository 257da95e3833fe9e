package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.LetterConsumers;
import fm.raido.protection.replay.AheadRoom;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Follows which replayed requests are settled, those of earlier and other runs too. For one thread,
 * which has to look for it to go on.
 */
final class AheadWatch implements AutoCloseable {
  /** The group of the workers, whose commits say what they have settled. */
  static final String WORKERS = TopicCatalogue.WORKERS_GROUP;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration COMMITS = Duration.ofSeconds(1);
  private static final long ANSWER_SECONDS = 5;

  private final KafkaConnection kafka;
  private final Admin admin;
  private final AheadRoom room;
  private final Set<Integer> partitions;
  private final @Nullable Consumer<byte[], byte[]> outcomes;
  private Elapsed askedCommits = Elapsed.start();

  private AheadWatch(
      KafkaConnection kafka,
      Admin admin,
      AheadRoom room,
      Set<Integer> partitions,
      @Nullable Consumer<byte[], byte[]> outcomes) {
    this.kafka = kafka;
    this.admin = admin;
    this.room = room;
    this.partitions = partitions;
    this.outcomes = outcomes;
  }

  /**
   * Looks what is unsettled now, and follows the outcomes from there.
   *
   * @param partitions those of requests to which something will be replayed; none, and nothing is
   *     followed
   * @param limit of each; 0 for none, and nothing is followed
   */
  static AheadWatch open(
      KafkaConnection kafka, Admin admin, Collection<Integer> partitions, int limit) {
    AheadRoom room = new AheadRoom(limit);
    if (!room.isLimited() || partitions.isEmpty()) {
      return new AheadWatch(kafka, admin, room, Set.of(), null);
    }
    Consumer<byte[], byte[]> outcomes = LetterConsumers.of(kafka, "read_committed");
    AheadWatch watch = new AheadWatch(kafka, admin, room, Set.copyOf(partitions), outcomes);
    try {
      watch.load(outcomes);
      return watch;
    } catch (RuntimeException | Error e) {
      watch.close();
      throw e;
    }
  }

  int room(int partition) {
    return room.room(partition);
  }

  int unsettled(int partition) {
    return room.unsettled(partition);
  }

  void moved(int partition, PassKey request, long offset) {
    room.moved(partition, request, offset);
  }

  /**
   * Takes note of what was settled meanwhile; waits for news for at most so long.
   *
   * @throws KafkaException if the outcomes do not answer
   */
  void look(Duration wait) {
    if (outcomes != null) {
      outcomes.poll(wait).forEach(this::settled);
      if (askedCommits.time().compareTo(COMMITS) > 0) {
        askedCommits = Elapsed.start();
        commits().forEach((partition, at) -> room.settledBelow(partition.partition(), at.offset()));
      }
    }
  }

  private void settled(ConsumerRecord<byte[], byte[]> outcome) {
    if (outcome.key() == null) {
      return;
    }
    try {
      PassKey key = PassKey.parse(new String(outcome.key(), UTF_8));
      if (key.pass() > 0) {
        RaidoRecords.readOutcome(outcome.value())
            .ifPresent(it -> room.settled(outcome.partition(), key, it.requestOffset()));
      }
    } catch (IllegalArgumentException e) {
      // Rubbish in the topic settles nothing.
    }
  }

  private void load(Consumer<byte[], byte[]> outcomes) {
    Map<TopicPartition, Long> since = new HashMap<>();
    replaysWaiting()
        .forEach((partition, timestamp) ->
            since.put(new TopicPartition(TopicCatalogue.OUTCOMES, partition), timestamp));
    List<TopicPartition> all =
        partitions.stream().map(p -> new TopicPartition(TopicCatalogue.OUTCOMES, p)).toList();
    outcomes.assign(all);
    Map<TopicPartition, Long> ends = outcomes.endOffsets(all);
    ends.forEach(outcomes::seek);
    outcomes
        .offsetsForTimes(since)
        .forEach((partition, at) -> {
          if (at != null) {
            outcomes.seek(partition, at.offset());
          }
        });
    readTo(outcomes, ends, this::settled);
  }

  /** Notes all replays that lie behind what is committed; returns the first one's time of each. */
  private Map<Integer, Long> replaysWaiting() {
    Map<Integer, Long> first = new HashMap<>();
    List<TopicPartition> all =
        partitions.stream().map(p -> new TopicPartition(TopicCatalogue.REQUESTS, p)).toList();
    try (Consumer<byte[], byte[]> requests = LetterConsumers.of(kafka, "read_committed")) {
      requests.assign(all);
      requests.seekToBeginning(all);
      commits()
          .forEach((partition, at) -> {
            if (all.contains(partition)) {
              requests.seek(partition, at.offset());
            }
          });
      readTo(
          requests,
          requests.endOffsets(all),
          record -> {
            if (record.headers().lastHeader(Headers.REPLAY_OF) != null
                && RequestReader.read(record.value()) instanceof RequestReading.Valid valid) {
              room.moved(record.partition(), valid.request().passKey(), record.offset());
              first.putIfAbsent(record.partition(), record.timestamp());
            }
          });
    }
    return first;
  }

  private Map<TopicPartition, OffsetAndMetadata> commits() {
    try {
      Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
      for (var commit :
          admin
              .listConsumerGroupOffsets(WORKERS)
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS)
              .entrySet()) {
        @Nullable OffsetAndMetadata at = commit.getValue();
        if (at != null && commit.getKey().topic().equals(TopicCatalogue.REQUESTS)) {
          known.put(commit.getKey(), at);
        }
      }
      return known;
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the workers' commits cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private void readTo(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Elapsed since = Elapsed.start();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var records = consumer.poll(POLL);
      records.forEach(each);
      if (!records.isEmpty()) {
        since = Elapsed.start();
      } else if (since.time().compareTo(PATIENCE) > 0) {
        throw new CannotReachKafka(kafka, "requests and outcomes cannot be read to their end");
      }
    }
  }

  @Override
  public void close() {
    if (outcomes != null) {
      LetterConsumers.close(outcomes);
    }
  }
}
