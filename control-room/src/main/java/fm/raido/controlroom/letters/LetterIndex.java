package fm.raido.controlroom.letters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Where the outstanding letters lie: a first look that takes a hundred bytes or two of each, so
 * that it is known how many there are before any of them is held.
 */
final class LetterIndex {
  /** Most of which a place is kept; some 40 MB. */
  static final int SEEN_MAX = 200_000;

  /** A letter whose record is larger than that counts as several. */
  static final int UNIT_BYTES = 2_048;

  private LetterIndex() {}

  /**
   * Of one letter.
   *
   * @param failedAtMillis when it failed
   * @param units how many it counts for; at least 1
   */
  record Seen(int partition, long offset, long failedAtMillis, int units) {}

  /** Reads all partitions to their ends. */
  static List<Seen> read(LetterTopic topic, LetterFilter filter) {
    LetterFold<Seen> fold = new LetterFold<>(topic.name(), filter::chosen, LetterIndex::seen);
    topic.readToEnd(record -> {
      fold.apply(record);
      if (fold.size() > SEEN_MAX) {
        throw new TooManyLetters(SEEN_MAX);
      }
    });
    fold.complete();
    return fold.all();
  }

  static Seen seen(ConsumerRecord<byte[], byte[]> record, Letter letter) {
    return new Seen(
        record.partition(),
        record.offset(),
        millis(letter.failedAt()),
        1 + heldBytes(record, letter) / UNIT_BYTES);
  }

  /** A letter may say any time. */
  private static long millis(Instant at) {
    try {
      return at.toEpochMilli();
    } catch (ArithmeticException e) {
      return at.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** What is kept of it, about. */
  private static int heldBytes(ConsumerRecord<byte[], byte[]> record, Letter letter) {
    return switch (letter) {
      case Letter.OfWorker own when own.request() == null -> own.detail().length();
      case Letter.OfWorker _ -> valueBytes(record);
      case Letter.Foreign _ -> valueBytes(record) + headerBytes(record);
      case Letter.Unreadable rubbish -> rubbish.identity().length();
    };
  }

  private static int valueBytes(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? 0 : record.value().length;
  }

  private static int headerBytes(ConsumerRecord<byte[], byte[]> record) {
    int bytes = 0;
    for (Header header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  /** How many all of them count for. */
  static long units(List<Seen> seen) {
    return seen.stream().mapToLong(Seen::units).sum();
  }

  /** Those that failed last, so many at most, and not more than so many units. */
  static List<Seen> newest(List<Seen> seen, int limit, int units) {
    List<Seen> sorted = new ArrayList<>(seen);
    sorted.sort(Comparator.comparingLong(Seen::failedAtMillis).reversed());
    List<Seen> newest = new ArrayList<>();
    long taken = 0;
    for (Seen one : sorted) {
      taken += one.units();
      if (newest.size() == limit || taken > units) {
        break;
      }
      newest.add(one);
    }
    return newest;
  }

  /** Whether a record lies at one of those places. */
  static Predicate<ConsumerRecord<byte[], byte[]>> isOneOf(Map<Integer, SortedSet<Long>> places) {
    return record -> {
      SortedSet<Long> here = places.get(record.partition());
      return here != null && here.contains(record.offset());
    };
  }

  /** Their offsets, by partition. */
  static Map<Integer, SortedSet<Long>> places(List<Seen> seen) {
    Map<Integer, SortedSet<Long>> places = new HashMap<>();
    seen.forEach(
        it -> places.computeIfAbsent(it.partition(), p -> new TreeSet<>()).add(it.offset()));
    return places;
  }
}
