package fm.raido.controlroom.letters;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The outstanding letters of one topic, folded from its records one by one, and of each as much as
 * is wanted. For one thread.
 *
 * <p>A letter of a worker, and rubbish, leaves by a tombstone of its key. A foreign one has no key
 * of its own (two may have the same, and its topic may keep everything), so it leaves by a mark: a
 * record in partition 0 of {@code raido.requests-dlt}, keyed by the letter's place, whose value
 * stays.
 *
 * @param <V> what is kept of a letter
 */
final class LetterFold<V> {
  private final boolean isTable;
  private final String topic;
  private final Function<ConsumerRecord<byte[], byte[]>, Optional<Letter>> wanted;
  private final BiFunction<ConsumerRecord<byte[], byte[]>, Letter, V> kept;
  private final Map<Integer, Map<String, V>> letters = new TreeMap<>();
  private final Set<String> marked = new HashSet<>();
  private final Map<String, String> removals = new HashMap<>();
  private boolean complete;
  private boolean frozen;

  /**
   * @param wanted the letter in a record, where it is one that is wanted
   * @param kept what is kept of one
   */
  LetterFold(
      String topic,
      Function<ConsumerRecord<byte[], byte[]>, Optional<Letter>> wanted,
      BiFunction<ConsumerRecord<byte[], byte[]>, Letter, V> kept) {
    this.topic = topic;
    this.isTable = topic.equals(TopicCatalogue.DEAD_LETTERS);
    this.wanted = wanted;
    this.kept = kept;
  }

  void apply(ConsumerRecord<byte[], byte[]> record) {
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
    return record.topic().equals(LetterTable.MARKS.topic())
        && record.partition() == LetterTable.MARKS.partition()
        && record.value() != null
        && record.key() != null
        && record.key().length > 0
        && record.key()[0] == '_'
        && record.headers().lastHeader(Headers.REPLAY_ACTION) != null;
  }

  private void keep(ConsumerRecord<byte[], byte[]> record, String identity) {
    Map<String, V> here = letters.computeIfAbsent(record.partition(), p -> new LinkedHashMap<>());
    if (isTable && here.remove(identity) != null && frozen) {
      removals.put(identity, runOf(record));
    }
    boolean isTombstone = isTable && record.value() == null;
    if (!isTombstone && !frozen) {
      wanted
          .apply(record)
          .filter(letter -> !marked.contains(letter.identity()))
          .ifPresent(letter -> here.put(letter.identity(), kept.apply(record, letter)));
    }
  }

  private void leave(String identity, ConsumerRecord<byte[], byte[]> mark) {
    if (complete) {
      for (Map<String, V> here : letters.values()) {
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

  /** All partitions were read to their ends: what was marked before it was read leaves now. */
  void complete() {
    complete = true;
    letters.values().forEach(here -> here.keySet().removeAll(marked));
  }

  /** From now on letters only leave: one that comes later is not part of this. */
  void freeze() {
    frozen = true;
  }

  /** How many there are. */
  int size() {
    return letters.values().stream().mapToInt(Map::size).sum();
  }

  /** All of them, partition by partition. */
  List<V> all() {
    List<V> all = new ArrayList<>();
    letters.values().forEach(here -> all.addAll(here.values()));
    return all;
  }

  /** Whether that one is still there. */
  boolean holds(int partition, String identity) {
    return letters.getOrDefault(partition, Map.of()).containsKey(identity);
  }

  /** The run that took that one away since it was frozen; empty where none has. */
  Optional<String> removedBy(String identity) {
    return Optional.ofNullable(removals.get(identity));
  }
}
