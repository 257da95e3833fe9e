package fm.raido.worker.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Keeps the book of what is assigned, in the container's rebalance callbacks, and publishes it as
 * {@link Ownership}. The consumer thread writes; others read the view, and leave seeks for the next
 * poll.
 */
public final class Assignments implements ConsumerAwareRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);

  /**
   * How long a revocation waits for what is decided to be committed; far below {@code
   * max.poll.interval.ms}.
   */
  static final Duration FLUSH = Duration.ofSeconds(5);

  private final Flow flow;
  private final IntakeEvents events;
  private final LongSupplier incarnations;
  private final Standstill standstill;
  private final Map<Integer, Long> owned = new HashMap<>();
  private final Map<Integer, Long> assignedAt = new HashMap<>();
  private final Map<Integer, Seek> seeks = new ConcurrentHashMap<>();
  private final AtomicLong lost = new AtomicLong();
  private volatile Ownership view = Ownership.NONE;

  private record Seek(long incarnation, long offset) {}

  /** Told, on the consumer thread, how long partitions were not fetched because of the group. */
  public interface Standstill {
    /** So long after its assignment the records of a partition begin to come. */
    void arriving(int partition, Duration time);

    /** So long these were not fetched, though they stay, because others came or went. */
    void staying(Collection<Integer> partitions, Duration time);
  }

  public Assignments(Flow flow, IntakeEvents events, Standstill standstill) {
    this.flow = flow;
    this.events = events;
    this.standstill = standstill;
    AtomicLong next = new AtomicLong();
    this.incarnations = next::incrementAndGet;
  }

  /** Who owns what, as of the last poll or callback. */
  public Ownership view() {
    return view;
  }

  /** Partitions whose records were deleted before they were settled; monotone. */
  public long lostCount() {
    return lost.get();
  }

  /** A partition is recovered: from the next poll on its records come, from that offset. */
  public void recovered(int partition, long incarnation, long offset) {
    if (view.owns(partition, incarnation)) {
      seeks.put(partition, new Seek(incarnation, offset));
    }
  }

  /** The seeks that are due, on the consumer thread; records flow only after them. */
  Map<Integer, Long> seeks() {
    if (seeks.isEmpty()) {
      return Map.of();
    }
    Map<Integer, Long> due = new HashMap<>();
    for (Integer partition : Map.copyOf(seeks).keySet()) {
      Seek seek = seeks.remove(partition);
      Long current = owned.get(partition);
      if (seek != null && current != null && current == seek.incarnation()) {
        due.put(partition, seek.offset());
        flow.recovered(partition, seek.incarnation());
        Long since = assignedAt.remove(partition);
        if (since != null) {
          standstill.arriving(partition, since(since));
        }
      }
    }
    return due;
  }

  void publish(Consumer<?, ?> consumer) {
    view = new Ownership(owned.isEmpty() ? null : consumer.groupMetadata(), owned);
  }

  /** The assignment in which that partition is owned now; on the consumer thread only. */
  long incarnation(int partition) {
    return owned.getOrDefault(partition, -1L);
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      Set<Integer> staying = Set.copyOf(owned.keySet());
      long began = System.nanoTime();
      assign(consumer, partitions);
      stood("assigned", partitions, staying, began);
    }
  }

  /**
   * The log of partitions that are owned is not the one that was read: what was fetched of it is
   * dropped, and what is settled is found out anew.
   */
  void beginAnew(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    lost.addAndGet(partitions.size());
    leave(consumer, partitions);
    assign(consumer, partitions);
  }

  private void assign(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    // There is no reset policy: a position is set here, and nothing is fetched before the recovery
    // has set the right one.
    consumer.seekToBeginning(partitions);
    consumer.pause(partitions);
    for (TopicPartition partition : partitions) {
      long incarnation = incarnations.getAsLong();
      owned.put(partition.partition(), incarnation);
      assignedAt.put(partition.partition(), System.nanoTime());
      flow.assigned(partition.partition(), incarnation);
    }
    publish(consumer);
    partitions.forEach(p -> events.assigned(p.partition(), incarnation(p.partition())));
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    long began = System.nanoTime();
    // A cooperative rebalance revokes with the new epoch: a flush with the old one would be
    // refused.
    publish(consumer);
    CountDownLatch flushed = new CountDownLatch(partitions.size());
    partitions.forEach(
        p -> events.revoked(p.partition(), incarnation(p.partition()), flushed::countDown));
    try {
      if (!flushed.await(FLUSH.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "{} leave before all that was decided in them was committed; their next owner decides anew",
            partitions);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leave(consumer, partitions);
    stood("revoked", partitions, Set.copyOf(owned.keySet()), began);
  }

  /** A callback is the only time in which what stays is not fetched because of the group. */
  private void stood(
      String what, Collection<TopicPartition> partitions, Set<Integer> staying, long began) {
    Duration time = since(began);
    LOG.info("{} {}; {} stay, not fetched for {} ms", what, partitions, staying, time.toMillis());
    if (!staying.isEmpty()) {
      standstill.staying(staying, time);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    leave(consumer, partitions);
    LOG.warn("lost {}: the group went on without this worker", partitions);
  }

  private void leave(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<Integer, Long> left = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      Long incarnation = owned.remove(partition.partition());
      seeks.remove(partition.partition());
      assignedAt.remove(partition.partition());
      flow.left(partition.partition());
      if (incarnation != null) {
        left.put(partition.partition(), incarnation);
      }
    }
    // First nobody commits in them any more, then the loop hears of it.
    publish(consumer);
    left.forEach(events::left);
  }
}
