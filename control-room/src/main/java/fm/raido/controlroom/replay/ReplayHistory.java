package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.Deadline;
import fm.raido.controlroom.letters.LetterConsumers;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The replays and discards that the topics still know: tombstones and marks say who, when and
 * which, outcomes say what came of it. Tombstones are kept for 30 days, outcomes for 7.
 */
public final class ReplayHistory {
  private static final Duration OUTCOMES_KEPT = Duration.ofDays(7);

  /** An operator's clock may be ahead of the brokers' by so much. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private static final Comparator<HistoryEntry> OLDEST_FIRST =
      Comparator.comparing(HistoryEntry::at).thenComparing(HistoryEntry::letter);

  private static final Duration DAY = Duration.ofDays(1);

  /** More than a run ever writes: a request's words are shorter. In bytes. */
  private static final int HEADER_MAX = 32 * 1024;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ReplayHistory() {}

  /**
   * All of it since a time, the oldest first.
   *
   * @param now says what is too old to have an outcome
   * @throws CannotReachKafka if Kafka does not answer
   */
  public static List<HistoryEntry> read(KafkaConnection kafka, Instant since, Instant now) {
    return read(kafka, since, now, Integer.MAX_VALUE, Deadline.NONE);
  }

  /**
   * The last of it since a time, the oldest first.
   *
   * @param most so many entries at most
   * @param deadline reading that is not over then ends with {@link CannotReachKafka}
   */
  public static List<HistoryEntry> read(
      KafkaConnection kafka, Instant since, Instant now, int most, Deadline deadline) {
    TopicAdmin.requireTopics(kafka, Set.of(TopicCatalogue.DEAD_LETTERS, TopicCatalogue.OUTCOMES));
    try (Consumer<byte[], byte[]> consumer = LetterConsumers.of(kafka, "read_committed")) {
      Newest newest = new Newest(most);
      read(
          consumer,
          kafka,
          TopicCatalogue.DEAD_LETTERS,
          Instant.EPOCH,
          deadline,
          record -> {
            HistoryEntry entry = entry(record);
            if (entry != null && !entry.at().isBefore(since)) {
              newest.add(entry);
            }
          });
      List<HistoryEntry> entries = newest.inOrder();
      if (entries.isEmpty()) {
        return entries;
      }
      Map<String, String> results = results(consumer, kafka, entries, deadline);
      return entries.stream().map(entry -> entry.withResult(result(entry, results, now))).toList();
    } catch (KafkaException e) {
      throw new CannotReachKafka(kafka, String.valueOf(e.getMessage()));
    }
  }

  /** The last entries, so many at most. */
  static final class Newest {
    private final int most;
    private final PriorityQueue<HistoryEntry> entries = new PriorityQueue<>(OLDEST_FIRST);

    Newest(int most) {
      this.most = most;
    }

    void add(HistoryEntry entry) {
      entries.add(entry);
      if (entries.size() > most) {
        entries.remove();
      }
    }

    /** The oldest first. */
    List<HistoryEntry> inOrder() {
      return entries.stream().sorted(OLDEST_FIRST).toList();
    }
  }

  private static String result(HistoryEntry entry, Map<String, String> results, Instant now) {
    if (!entry.action().equals(ReplayPlan.Action.REPLAY.done())) {
      return entry.action();
    }
    if (!entry.to().contains("/")) {
      return "sent";
    }
    String found = results.get(entry.to());
    if (found != null && !found.isEmpty()) {
      return found;
    }
    return entry.at().isBefore(now.minus(OUTCOMES_KEPT)) ? "unknown" : "waiting";
  }

  /** The outcomes of the new passes, by their keys. */
  private static Map<String, String> results(
      Consumer<byte[], byte[]> consumer,
      KafkaConnection kafka,
      List<HistoryEntry> entries,
      Deadline deadline) {
    Map<String, String> results = new HashMap<>();
    entries.forEach(entry -> results.put(entry.to(), ""));
    read(
        consumer,
        kafka,
        TopicCatalogue.OUTCOMES,
        entries.getFirst().at().minus(CLOCKS),
        deadline,
        record -> {
          String key = record.key() == null ? "" : new String(record.key(), UTF_8);
          if (results.containsKey(key)) {
            RaidoRecords.readOutcome(record.value())
                .map(Outcome::outcome)
                .ifPresent(outcome ->
                    results.put(key, outcome.name().toLowerCase(Locale.ROOT).replace('_', '-')));
          }
        });
    return results;
  }

  /** What a tombstone or a mark says; null where it is none, or none that a run wrote. */
  static @Nullable HistoryEntry entry(ConsumerRecord<byte[], byte[]> record) {
    String action = header(record, Headers.REPLAY_ACTION);
    if (action.isEmpty() || isTooLong(record)) {
      return null;
    }
    try {
      return new HistoryEntry(
          header(record, Headers.REPLAY_RUN),
          header(record, Headers.REPLAY_WHO),
          near(record.timestamp(), Instant.parse(header(record, Headers.REPLAY_AT))),
          action,
          header(record, Headers.REPLAY_OF),
          header(record, Headers.LETTER_REASON),
          header(record, Headers.REPLAY_TO),
          Integer.parseInt(header(record, Headers.REPLAY_COUNT)),
          RaidoRecords.headerText(record.headers(), Headers.REPLAY_ORIGINAL),
          "");
    } catch (DateTimeException | NumberFormatException e) {
      // Somebody else's tombstone with a header of that name.
      return null;
    }
  }

  /** A clock may be wrong; what says another day than its record was never one. */
  private static Instant near(long timestamp, Instant at) {
    Instant appended = Instant.ofEpochMilli(Math.max(0, timestamp));
    Instant first = appended.minus(DAY);
    Instant last = appended.plus(DAY);
    return at.isBefore(first) ? first : at.isAfter(last) ? last : at;
  }

  private static boolean isTooLong(ConsumerRecord<byte[], byte[]> record) {
    for (Header header : record.headers()) {
      if (header.value() != null && header.value().length > HEADER_MAX) {
        return true;
      }
    }
    return false;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    String text = RaidoRecords.headerText(record.headers(), name);
    return text == null ? "" : text;
  }

  private static void read(
      Consumer<byte[], byte[]> consumer,
      KafkaConnection kafka,
      String topic,
      Instant from,
      Deadline deadline,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    List<TopicPartition> partitions = LetterConsumers.partitions(consumer, kafka, topic);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    if (from.equals(Instant.EPOCH)) {
      consumer.seekToBeginning(partitions);
    } else {
      Map<TopicPartition, Long> times = new HashMap<>();
      partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
      ends.forEach(consumer::seek);
      for (var found : consumer.offsetsForTimes(times).entrySet()) {
        @Nullable OffsetAndTimestamp at = found.getValue();
        if (at != null) {
          consumer.seek(found.getKey(), at.offset());
        }
      }
    }
    Elapsed since = Elapsed.start();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var records = consumer.poll(POLL);
      records.forEach(each);
      if (!records.isEmpty()) {
        since = Elapsed.start();
      } else if (since.time().compareTo(PATIENCE) > 0) {
        throw new CannotReachKafka(kafka, topic + " cannot be read to its end");
      }
      if (deadline.isOver()) {
        throw new CannotReachKafka(
            kafka,
            "%s could not be read to its end within %d s"
                .formatted(topic, deadline.time().toSeconds()));
      }
    }
  }
}
