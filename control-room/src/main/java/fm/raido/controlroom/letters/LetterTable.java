package fm.raido.controlroom.letters;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The outstanding letters of one topic, folded from its records. It reads on from where it was as
 * often as it is asked, so that whoever has fenced off the others sees all that they have done. For
 * one thread.
 *
 * <p>A letter of a worker, and rubbish, leaves by a tombstone of its key. A foreign one has no key
 * of its own (two may have the same, and its topic may keep everything), so it leaves by a mark: a
 * record in partition 0 of {@code raido.requests-dlt}, keyed by the letter's place, whose value
 * stays.
 */
public final class LetterTable implements AutoCloseable {
  /** Where the marks of foreign letters lie. */
  public static final TopicPartition MARKS = new TopicPartition(TopicCatalogue.DEAD_LETTERS, 0);

  /**
   * Without progress for so long it is told. Longer than a worker's open transaction may hold the
   * reader up at a broker's defaults: 6 s, and 10 s until it is looked for.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrap;
  private final String topic;
  private final LetterFilter filter;
  private final Consumer<byte[], byte[]> committed;
  private @Nullable Consumer<byte[], byte[]> ends;
  private final Map<Integer, Map<String, Letter>> letters = new TreeMap<>();
  private final Set<String> marked = new HashSet<>();
  private final Map<String, String> removals = new HashMap<>();
  private final List<TopicPartition> partitions;
  private boolean complete;
  private boolean frozen;

  private LetterTable(
      String bootstrap,
      String topic,
      LetterFilter filter,
      Consumer<byte[], byte[]> committed,
      List<TopicPartition> partitions) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    this.filter = filter;
    this.committed = committed;
    this.partitions = partitions;
  }

  /**
   * Opens the table of a topic and reads nothing yet.
   *
   * @param filter only such letters are kept
   * @throws CannotReachKafka if Kafka is not there, or has no such topic
   */
  public static LetterTable open(String bootstrap, String topic, LetterFilter filter) {
    Consumer<byte[], byte[]> committed = LetterConsumers.of(bootstrap, "read_committed");
    try {
      List<TopicPartition> own = LetterConsumers.partitions(committed, bootstrap, topic);
      Set<TopicPartition> all = new HashSet<>(own);
      all.add(MARKS);
      committed.assign(all);
      committed.seekToBeginning(all);
      return new LetterTable(bootstrap, topic, filter, committed, own);
    } catch (KafkaException e) {
      LetterConsumers.close(committed);
      throw new CannotReachKafka(bootstrap, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LetterConsumers.close(committed);
      throw e;
    }
  }

  /** The letters that the filter chooses, the oldest record of each partition first. */
  public static List<Letter> outstanding(String bootstrap, String topic, LetterFilter filter) {
    try (LetterTable table = open(bootstrap, topic, filter)) {
      table.readToEnd();
      return table.letters();
    }
  }

  /** The partitions of its topic. */
  public List<Integer> partitions() {
    return partitions.stream().map(TopicPartition::partition).sorted().toList();
  }

  /** Reads all partitions to the end that a reader of what is committed sees now. */
  public void readToEnd() {
    Set<TopicPartition> all = new HashSet<>(partitions);
    all.add(MARKS);
    readTo(committed, all, Map.of());
    complete = true;
    letters.values().forEach(here -> here.keySet().removeAll(marked));
  }

  /**
   * Reads one partition, and the marks, to the end that they have now: all that was committed
   * before the call is seen, whatever transactions of others are still open then.
   *
   * @param beyond offsets that are known to lie in the log, so that no broker which was cut off and
   *     does not know it can show an older end
   */
  public void readToEnd(int partition, Map<TopicPartition, Long> beyond) {
    Set<TopicPartition> wanted = new HashSet<>(List.of(MARKS));
    wanted.add(new TopicPartition(topic, partition));
    Consumer<byte[], byte[]> any = ends;
    if (any == null) {
      any = LetterConsumers.of(bootstrap, "read_uncommitted");
      ends = any;
    }
    // The last record of any kind that all replicas have, not the last that a reader may see:
    // behind a worker's open transaction there may lie a replay that is committed long since.
    readTo(any, wanted, beyond);
  }

  /** From now on letters only leave: one that comes later is not part of this. */
  public void freeze() {
    frozen = true;
  }

  /** All letters that are outstanding as far as it was read, partition by partition. */
  public List<Letter> letters() {
    List<Letter> all = new ArrayList<>();
    letters.values().forEach(here -> all.addAll(here.values()));
    return all;
  }

  /** Whether that one is still outstanding. */
  public boolean holds(Letter letter) {
    return letters
        .getOrDefault(letter.place().partition(), Map.of())
        .containsKey(letter.identity());
  }

  /** The run that took that one away since the table was frozen; empty where none has. */
  public Optional<String> removedBy(Letter letter) {
    return Optional.ofNullable(removals.get(letter.identity()));
  }

  private void readTo(
      Consumer<byte[], byte[]> asked,
      Collection<TopicPartition> wanted,
      Map<TopicPartition, Long> beyond) {
    try {
      Map<TopicPartition, Long> until = new HashMap<>(asked.endOffsets(wanted));
      beyond.forEach((partition, offset) -> until.merge(partition, offset + 1, Math::max));
      long heard = System.nanoTime();
      while (true) {
        until
            .entrySet()
            .removeIf(end -> committed.position(end.getKey(), PATIENCE) >= end.getValue());
        if (until.isEmpty()) {
          return;
        }
        var records = committed.poll(POLL);
        records.forEach(this::apply);
        if (!records.isEmpty()) {
          heard = System.nanoTime();
        } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw new CannotReachKafka(
              bootstrap,
              "the letters could not be read to their end within " + PATIENCE.toSeconds() + " s");
        }
      }
    } catch (KafkaException e) {
      throw new CannotReachKafka(bootstrap, String.valueOf(e.getMessage()));
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    Place place = new Place(record.topic(), record.partition(), record.offset());
    String identity = LetterReader.identity(record, place);
    if (isMark(record)) {
      marked.add(identity);
      leave(identity, record);
    } else if (record.topic().equals(topic)) {
      keep(record, identity);
    }
  }

  private static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(MARKS.topic())
        && record.partition() == MARKS.partition()
        && record.value() != null
        && record.key() != null
        && record.key().length > 0
        && record.key()[0] == '_'
        && record.headers().lastHeader(Headers.REPLAY_ACTION) != null;
  }

  private void keep(ConsumerRecord<byte[], byte[]> record, String identity) {
    boolean isTable = topic.equals(TopicCatalogue.DEAD_LETTERS);
    Map<String, Letter> here =
        letters.computeIfAbsent(record.partition(), p -> new LinkedHashMap<>());
    if (isTable && here.remove(identity) != null && frozen) {
      removals.put(identity, runOf(record));
    }
    boolean isTombstone = isTable && record.value() == null;
    if (isTombstone || frozen || filter.excludes(record)) {
      return;
    }
    Letter letter = LetterReader.read(record);
    if (!marked.contains(letter.identity()) && filter.matches(letter)) {
      here.put(letter.identity(), letter);
    }
  }

  private void leave(String identity, ConsumerRecord<byte[], byte[]> mark) {
    if (complete) {
      for (Map<String, Letter> here : letters.values()) {
        if (here.remove(identity) != null && frozen) {
          removals.put(identity, runOf(mark));
        }
      }
    }
  }

  private static String runOf(ConsumerRecord<byte[], byte[]> record) {
    @Nullable String run = RaidoRecords.headerText(record.headers(), Headers.REPLAY_RUN);
    return run == null ? "" : run;
  }

  @Override
  public void close() {
    LetterConsumers.close(committed);
    if (ends != null) {
      LetterConsumers.close(ends);
    }
  }
}
