package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.LetterConsumers;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The replays and discards that the topics still know: tombstones and marks say who, when and
 * which, outcomes say what came of it. Tombstones are kept for 30 days, outcomes for 7.
 */
public final class ReplayHistory {
  private static final Duration OUTCOMES_KEPT = Duration.ofDays(7);

  /** An operator's clock may be ahead of the brokers' by so much. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ReplayHistory() {}

  /**
   * All of it since a time, the oldest first.
   *
   * @param now says what is too old to have an outcome
   * @throws CannotReachKafka if Kafka does not answer
   */
  public static List<HistoryEntry> read(String bootstrap, Instant since, Instant now) {
    TopicAdmin.requireTopics(
        bootstrap, Set.of(TopicCatalogue.DEAD_LETTERS, TopicCatalogue.OUTCOMES));
    try (Consumer<byte[], byte[]> consumer = LetterConsumers.of(bootstrap, "read_committed")) {
      List<HistoryEntry> entries = new ArrayList<>();
      read(
          consumer,
          bootstrap,
          TopicCatalogue.DEAD_LETTERS,
          Instant.EPOCH,
          record -> {
            HistoryEntry entry = entry(record);
            if (entry != null && !entry.at().isBefore(since)) {
              entries.add(entry);
            }
          });
      if (entries.isEmpty()) {
        return entries;
      }
      entries.sort(Comparator.comparing(HistoryEntry::at));
      Map<String, String> results = results(consumer, bootstrap, entries);
      return entries.stream().map(entry -> entry.withResult(result(entry, results, now))).toList();
    } catch (KafkaException e) {
      throw new CannotReachKafka(bootstrap, String.valueOf(e.getMessage()));
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
      Consumer<byte[], byte[]> consumer, String bootstrap, List<HistoryEntry> entries) {
    Map<String, String> results = new HashMap<>();
    entries.forEach(entry -> results.put(entry.to(), ""));
    read(
        consumer,
        bootstrap,
        TopicCatalogue.OUTCOMES,
        entries.getFirst().at().minus(CLOCKS),
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

  private static @Nullable HistoryEntry entry(ConsumerRecord<byte[], byte[]> record) {
    String action = header(record, Headers.REPLAY_ACTION);
    if (action.isEmpty()) {
      return null;
    }
    try {
      return new HistoryEntry(
          header(record, Headers.REPLAY_RUN),
          header(record, Headers.REPLAY_WHO),
          Instant.parse(header(record, Headers.REPLAY_AT)),
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

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    String text = RaidoRecords.headerText(record.headers(), name);
    return text == null ? "" : text;
  }

  private static void read(
      Consumer<byte[], byte[]> consumer,
      String bootstrap,
      String topic,
      Instant from,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    List<TopicPartition> partitions = LetterConsumers.partitions(consumer, bootstrap, topic);
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
        throw new CannotReachKafka(bootstrap, topic + " cannot be read to its end");
      }
    }
  }
}
