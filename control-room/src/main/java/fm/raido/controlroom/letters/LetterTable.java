package fm.raido.controlroom.letters;

import fm.raido.controlroom.letters.LetterIndex.Seen;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicCatalogue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The outstanding letters of one topic. It reads on from where it was as often as it is asked, so
 * that whoever has fenced off the others sees all that they have done. For one thread.
 *
 * <p>Where no more than so many may be held it looks first where they lie ({@link LetterIndex}),
 * and reads again those that are outstanding: letters that have gone meanwhile are never held.
 */
public final class LetterTable implements AutoCloseable {
  /** Where the marks of foreign letters lie. */
  public static final TopicPartition MARKS = new TopicPartition(TopicCatalogue.DEAD_LETTERS, 0);

  /** Most letters that a program holds which has other things to do; some 20 MB. */
  public static final int SHARED_MAX = 10_000;

  private final LetterTopic topic;
  private final LetterFilter filter;
  private final int most;
  private final LetterFold<Letter> fold;
  private Predicate<ConsumerRecord<byte[], byte[]>> wanted = record -> true;

  private LetterTable(LetterTopic topic, LetterFilter filter, int most) {
    this.topic = topic;
    this.filter = filter;
    this.most = most;
    this.fold = new LetterFold<>(topic.name(), this::chosen, (record, letter) -> letter);
  }

  private Optional<Letter> chosen(ConsumerRecord<byte[], byte[]> record) {
    return wanted.test(record) ? filter.chosen(record) : Optional.empty();
  }

  /**
   * Opens the table of a topic and reads nothing yet.
   *
   * @param filter only such letters are kept
   * @throws fm.raido.controlroom.CannotReachKafka if Kafka is not there, or has no such topic
   */
  public static LetterTable open(KafkaConnection kafka, String topic, LetterFilter filter) {
    return open(kafka, topic, filter, Integer.MAX_VALUE, Deadline.NONE);
  }

  /**
   * The same, with limits.
   *
   * @param most most letters that are held; reading more ends with {@link TooManyLetters}
   * @param deadline reading that is not over then ends with an exception
   */
  public static LetterTable open(
      KafkaConnection kafka, String topic, LetterFilter filter, int most, Deadline deadline) {
    return new LetterTable(LetterTopic.open(kafka, topic, deadline), filter, most);
  }

  /** The letters that the filter chooses, the oldest record of each partition first. */
  public static List<Letter> outstanding(KafkaConnection kafka, String topic, LetterFilter filter) {
    return outstanding(kafka, topic, filter, Integer.MAX_VALUE, Deadline.NONE);
  }

  /** The same, with limits. */
  public static List<Letter> outstanding(
      KafkaConnection kafka, String topic, LetterFilter filter, int most, Deadline deadline) {
    try (LetterTable table = open(kafka, topic, filter, most, deadline)) {
      table.readToEnd();
      return table.letters();
    }
  }

  /**
   * Some of many.
   *
   * @param total how many the filter chooses
   * @param letters the newest of them, those that failed last first
   */
  public record Newest(int total, List<Letter> letters) {}

  /** The letters that failed last, so many at most, and how many there are. */
  public static Newest newest(
      KafkaConnection kafka, String topic, LetterFilter filter, int limit, Deadline deadline) {
    try (LetterTable table = open(kafka, topic, filter, SHARED_MAX, deadline)) {
      List<Seen> seen = LetterIndex.read(table.topic, filter);
      table.readAgain(LetterIndex.newest(seen, limit, SHARED_MAX));
      return new Newest(
          seen.size(),
          table.letters().stream()
              .sorted(Comparator.comparing(Letter::failedAt).reversed())
              .toList());
    }
  }

  /**
   * Reads all partitions to the end that a reader of what is committed sees now.
   *
   * @throws TooManyLetters if more are chosen than it may hold
   */
  public void readToEnd() {
    if (most == Integer.MAX_VALUE) {
      topic.readToEnd(fold::apply);
      fold.complete();
      return;
    }
    List<Seen> seen = LetterIndex.read(topic, filter);
    if (LetterIndex.units(seen) > most) {
      throw new TooManyLetters(most);
    }
    readAgain(seen);
  }

  /** Reads those, and what has become of them since they were seen. */
  private void readAgain(List<Seen> seen) {
    Map<Integer, SortedSet<Long>> places = LetterIndex.places(seen);
    wanted = LetterIndex.isOneOf(places);
    Map<Integer, Long> first = new HashMap<>();
    places.forEach((partition, offsets) -> first.put(partition, offsets.getFirst()));
    topic.goBackTo(first);
    topic.readToEnd(fold::apply);
    fold.complete();
  }

  /**
   * Reads one partition, and the marks, to the end that they have now: all that was committed
   * before the call is seen, whatever transactions of others are still open then.
   *
   * @param beyond offsets that are known to lie in the log, so that no broker which was cut off and
   *     does not know it can show an older end
   */
  public void readToEnd(int partition, Map<TopicPartition, Long> beyond) {
    topic.readToEnd(partition, beyond, fold::apply);
  }

  /** From now on letters only leave: one that comes later is not part of this. */
  public void freeze() {
    fold.freeze();
  }

  /** All letters that are outstanding as far as it was read, partition by partition. */
  public List<Letter> letters() {
    return fold.all();
  }

  /** Whether that one is still outstanding. */
  public boolean holds(Letter letter) {
    return fold.holds(letter.place().partition(), letter.identity());
  }

  /** The run that took that one away since the table was frozen; empty where none has. */
  public Optional<String> removedBy(Letter letter) {
    return fold.removedBy(letter.identity());
  }

  @Override
  public void close() {
    topic.close();
  }
}
