package fm.raido.controlroom.scan;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads committed records and joins no group. Each question to the brokers is answered, or given
 * up, within the patience given. For one thread.
 */
public final class TopicScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConnection kafka;
  private final Duration patience;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Connects; that a broker is not there is told by the first question.
   *
   * @param group whose committed offsets may be asked for; nothing is ever committed
   * @throws CannotReachKafka if no address can be one
   */
  public TopicScan(KafkaConnection kafka, String group, Duration patience) {
    this.kafka = kafka;
    this.patience = patience;
    try {
      this.consumer =
          new KafkaConsumer<>(
              config(kafka, group, patience),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw new CannotReachKafka(kafka, root(e));
    }
  }

  private static Map<String, Object> config(
      KafkaConnection kafka, String group, Duration patience) {
    Map<String, Object> config = new HashMap<>();
    config.put("group.id", group);
    config.put("client.id", "raido-control-room");
    config.put("group.protocol", "classic");
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "none");
    config.put("enable.auto.commit", "false");
    config.put("enable.metrics.push", "false");
    config.put("max.poll.records", "5000");
    config.put("default.api.timeout.ms", Math.toIntExact(patience.toMillis()));
    return kafka.client(config);
  }

  /** Every partition of those topics that are there. */
  public List<TopicPartition> partitions(Collection<String> topics) {
    return answered(() -> {
      Map<String, List<PartitionInfo>> there = consumer.listTopics(patience);
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        there
            .getOrDefault(topic, List.of())
            .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      }
      return partitions;
    });
  }

  /** Where the readable records end now. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return answered(() -> consumer.endOffsets(partitions, patience));
  }

  /** Where the records that are still kept begin. */
  public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
    return answered(() -> consumer.beginningOffsets(partitions, patience));
  }

  /** What the group has committed; a partition without a commit is missing. */
  public Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
    return answered(() -> {
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
      consumer
          .committed(java.util.Set.copyOf(partitions), patience)
          .forEach((partition, offset) -> {
            if (offset != null) {
              committed.put(partition, offset);
            }
          });
      return committed;
    });
  }

  /** Every record from the beginning to the end that each partition has now. */
  public void readAll(
      Collection<TopicPartition> partitions, ScanProgress progress, Consumer<Scanned> each) {
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> ends = ends(partitions);
    answered(() -> {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      read(new Course(consumer, ends), progress, each);
      return ends;
    });
  }

  /**
   * The first readable record at each of those places or after it, and before its partition's end;
   * a partition that has none is missing.
   */
  public Map<TopicPartition, Scanned> firsts(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Scanned> firsts = new HashMap<>();
    if (from.isEmpty()) {
      return firsts;
    }
    answered(() -> {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      Map<TopicPartition, Long> wanted = new HashMap<>(ends);
      wanted.keySet().retainAll(from.keySet());
      Course course = new Course(consumer, wanted);
      long begun = System.nanoTime();
      while (!course.isOver()) {
        for (var record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (course.isWithin(record)
              && firsts.putIfAbsent(partition, Scanned.of(record)) == null) {
            course.leave(partition);
          }
        }
        course.advance();
        giveUpAfterPatience(begun);
      }
      return firsts;
    });
    return firsts;
  }

  /**
   * The first record that is asked for, at those places or after them; null if none is read within
   * that time.
   */
  public @Nullable Scanned await(
      Map<TopicPartition, Long> from, Duration atMost, Predicate<Scanned> wanted) {
    return this.<@Nullable Scanned>answered(() -> {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < atMost.toNanos()) {
        for (var record : consumer.poll(POLL)) {
          Scanned scanned = Scanned.of(record);
          if (wanted.test(scanned)) {
            return scanned;
          }
        }
      }
      return null;
    });
  }

  private void read(Course course, ScanProgress progress, Consumer<Scanned> each) {
    long heard = System.nanoTime();
    long before = -1;
    while (!course.isOver()) {
      try {
        for (var record : consumer.poll(POLL)) {
          if (course.isWithin(record)) {
            each.accept(Scanned.of(record));
          }
        }
      } catch (InvalidOffsetException e) {
        // The broker deleted the oldest records between the look and the read.
        consumer.seekToBeginning(e.partitions());
      }
      long done = course.advance();
      if (done > before) {
        before = done;
        heard = System.nanoTime();
      } else {
        giveUpAfterPatience(heard);
      }
      progress.read(done, course.length());
    }
  }

  private void giveUpAfterPatience(long since) {
    if (System.nanoTime() - since > patience.toNanos()) {
      throw silent();
    }
  }

  private <T extends @Nullable Object> T answered(java.util.function.Supplier<T> question) {
    try {
      return question.get();
    } catch (TimeoutException e) {
      throw silent();
    } catch (KafkaException e) {
      throw new CannotReachKafka(kafka, root(e));
    }
  }

  private CannotReachKafka silent() {
    return new CannotReachKafka(kafka, "no answer within " + patience.toSeconds() + " s");
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
  }
}
