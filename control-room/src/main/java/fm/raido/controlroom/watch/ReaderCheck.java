package fm.raido.controlroom.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells the model which topics are not read to their ends: a reader may be refused, or fail again
 * and again, or hear nothing of a partition without a leader, and know nothing of that itself. It
 * never waits: what it asks for at one look it takes up at a later one. For one thread.
 */
final class ReaderCheck {
  private final RoomModel model;
  private final List<Reader> readers = new ArrayList<>();

  ReaderCheck(RoomModel model) {
    this.model = model;
  }

  /** That topic is read by that tail, as far as readers of that isolation may. */
  void add(String topic, Tail tail, IsolationLevel isolation) {
    readers.add(new Reader(topic, tail, isolation));
  }

  /** Looks once. */
  void look(Admin admin) {
    Map<String, Duration> unread = new TreeMap<>();
    for (Reader reader : readers) {
      reader.look(admin).ifPresent(time -> unread.put(reader.topic, time));
    }
    model.unread(unread);
  }

  private static final class Reader {
    private final String topic;
    private final Tail tail;
    private final ListOffsetsOptions options;
    private final Freshness freshness = new Freshness(System.nanoTime());
    private @Nullable Question question;

    Reader(String topic, Tail tail, IsolationLevel isolation) {
      this.topic = topic;
      this.tail = tail;
      this.options = new ListOffsetsOptions(isolation);
    }

    Optional<Duration> look(Admin admin) {
      long now = System.nanoTime();
      Map<TopicPartition, Long> positions = new HashMap<>(tail.positions());
      positions.keySet().removeIf(partition -> !partition.topic().equals(topic));
      Question asked = question;
      if (asked == null || positions.isEmpty()) {
        freshness.look(positions, Map.of(), now, now);
      } else if (asked.isAnswered()) {
        freshness.look(positions, asked.ends(), asked.nanos(), now);
      }
      if (asked == null || asked.isAnswered()) {
        question = positions.isEmpty() ? null : ask(admin, positions.keySet(), now);
      }
      return freshness.unreadFor(now);
    }

    private Question ask(Admin admin, Set<TopicPartition> partitions, long now) {
      Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
      partitions.forEach(partition -> specs.put(partition, OffsetSpec.latest()));
      Question asked =
          new Question(new ConcurrentHashMap<>(), new CountDownLatch(specs.size()), now);
      ListOffsetsResult result = admin.listOffsets(specs, options);
      for (TopicPartition partition : specs.keySet()) {
        var _ =
            result
                .partitionResult(partition)
                .whenComplete((info, _) -> {
                  if (info != null) {
                    asked.ends.put(partition, info.offset());
                  }
                  asked.open.countDown();
                });
      }
      return asked;
    }
  }

  /**
   * Where partitions end.
   *
   * @param ends those that were told
   * @param open how many have neither been told nor refused
   * @param nanos when it was asked
   */
  private record Question(
      ConcurrentMap<TopicPartition, Long> ends, CountDownLatch open, long nanos) {
    boolean isAnswered() {
      return open.getCount() == 0;
    }
  }
}
