package fm.raido.controlroom.watch;

import static java.util.Objects.requireNonNull;

import fm.raido.controlroom.room.Timeline;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells the model requests that wait, outcomes of the last day, and the hosts' readings. Requests
 * are read from what the group has committed, and no further than the model holds. Where a topic
 * was made anew, or cut, what is there now is read from its beginning.
 */
final class TopicsFollower implements Tail.Follower {
  private static final TopicPartition PRESSURE =
      new TopicPartition(TopicCatalogue.HOST_PRESSURE, 0);

  /** Outcomes read back at most, over all partitions: after a stale backlog there are many more. */
  static final long OUTCOMES_MAX = 200_000;

  private final RoomModel model;
  private final Clock clock;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /** Where outcomes and readings go on after a failure. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  private boolean read;

  TopicsFollower(RoomModel model, Clock clock) {
    this.model = model;
    this.clock = clock;
  }

  @Override
  public void follow(Consumer<byte[], byte[]> consumer, Tail tail) throws InterruptedException {
    while (model.group() == null) {
      if (tail.isClosing()) {
        return;
      }
      tail.pause(Duration.ofMillis(20));
    }
    ends.clear();
    while (!tail.isClosing()) {
      assignNew(consumer);
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Tail.POLL);
      // Requests first: an outcome that comes with its request says how long that has waited.
      records.records(TopicCatalogue.REQUESTS).forEach(this::tell);
      records.records(TopicCatalogue.OUTCOMES).forEach(this::tell);
      records.records(TopicCatalogue.HOST_PRESSURE).forEach(this::tell);
      steerRequests(consumer);
      tail.told(consumer);
      if (!read) {
        ends.entrySet().removeIf(end -> isReached(consumer, end.getKey(), end.getValue()));
        if (ends.isEmpty()) {
          read = true;
          model.topicsRead();
        }
      } else if (!records.isEmpty()) {
        model.changed();
      }
      if (model.requestsAreOutdated()) {
        // Called again, it begins with what lies there now.
        return;
      }
    }
  }

  private boolean isReached(Consumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    return consumer.position(partition) >= end || consumer.paused().contains(partition);
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    switch (record.topic()) {
      case TopicCatalogue.REQUESTS -> {
        Instant airBy =
            RequestReader.read(record.value())
                    instanceof RequestReading.Valid(AnnouncementRequest request)
                ? request.airBy()
                : null;
        model.request(record.partition(), record.offset(), at, airBy);
      }
      case TopicCatalogue.OUTCOMES -> {
        next.put(partition(record), record.offset() + 1);
        RaidoRecords.readOutcome(record.value()).ifPresent(outcome -> model.outcome(outcome, at));
      }
      default -> {
        next.put(partition(record), record.offset() + 1);
        RaidoRecords.readPressure(record.value()).ifPresent(model::pressure);
      }
    }
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** Stops where enough is held, goes on where there is room, and skips what was settled unread. */
  private void steerRequests(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> paused = consumer.paused();
    List<TopicPartition> pause = new ArrayList<>();
    List<TopicPartition> resume = new ArrayList<>();
    for (TopicPartition partition : consumer.assignment()) {
      if (!partition.topic().equals(TopicCatalogue.REQUESTS)) {
        continue;
      }
      long position = consumer.position(partition);
      model.requestsReadTo(partition.partition(), position);
      RoomModel.Reading reading = model.reading(partition.partition());
      if (reading.next() > position) {
        consumer.seek(partition, reading.next());
      }
      if (reading.full()) {
        pause.add(partition);
      } else if (reading.room() && paused.contains(partition)) {
        resume.add(partition);
      }
    }
    consumer.pause(pause);
    consumer.resume(resume);
  }

  private void assignNew(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> all = new HashSet<>();
    all.add(PRESSURE);
    GroupView group = requireNonNull(model.group(), "the group was seen");
    for (int number : group.partitions().keySet()) {
      all.add(new TopicPartition(TopicCatalogue.REQUESTS, number));
      all.add(new TopicPartition(TopicCatalogue.OUTCOMES, number));
    }
    Set<TopicPartition> added = new HashSet<>(all);
    added.removeAll(consumer.assignment());
    if (all.equals(consumer.assignment())) {
      return;
    }
    // Of a topic that was made anew with fewer partitions, some are gone.
    ends.keySet().retainAll(all);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(added);
    Map<TopicPartition, Long> endsNow = consumer.endOffsets(added);
    Map<TopicPartition, Long> day = sinceYesterday(consumer, added);
    consumer.assign(all);
    for (TopicPartition partition : added) {
      long begin = requireNonNull(begins.get(partition));
      long end = requireNonNull(endsNow.get(partition));
      long from =
          switch (partition.topic()) {
            case TopicCatalogue.REQUESTS -> model.readingAnew(partition.partition(), end).next();
            case TopicCatalogue.OUTCOMES -> next(partition, end, day.getOrDefault(partition, end));
            default -> next(partition, end, begin);
          };
      consumer.seek(partition, Math.clamp(from, begin, Math.max(begin, end)));
      ends.put(partition, end);
    }
  }

  /** Where it was read to, or where to begin if that lies beyond what there is now. */
  private long next(TopicPartition partition, long end, long first) {
    Long to = next.get(partition);
    return to == null || to > end ? first : to;
  }

  /** Where the last day begins in each partition of the outcomes, or what may be read of it. */
  private Map<TopicPartition, Long> sinceYesterday(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> added) {
    Instant since = clock.instant().minus(Duration.ofHours(Timeline.HOURS_MAX));
    Map<TopicPartition, Long> times = new HashMap<>();
    for (TopicPartition partition : added) {
      if (partition.topic().equals(TopicCatalogue.OUTCOMES)) {
        times.put(partition, since.toEpochMilli());
      }
    }
    if (times.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
    long most = OUTCOMES_MAX / times.size();
    Map<TopicPartition, Long> starts = new HashMap<>();
    Instant complete = since;
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(times).entrySet()) {
      long end = ends.getOrDefault(found.getKey(), 0L);
      OffsetAndTimestamp first = found.getValue();
      long start = first == null ? end : first.offset();
      if (end - start > most) {
        start = end - most;
        complete = laterOf(complete, timeOf(consumer, found.getKey(), start));
      }
      starts.put(found.getKey(), start);
    }
    model.outcomesSince(complete);
    return starts;
  }

  /** The append time of the first record from that offset on. */
  private static Instant timeOf(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    Set<TopicPartition> before = consumer.assignment();
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    Instant at = Instant.EPOCH;
    for (int tries = 0; tries < 50 && at.equals(Instant.EPOCH); tries++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Tail.POLL)) {
        at = Instant.ofEpochMilli(record.timestamp());
        break;
      }
    }
    consumer.assign(before);
    return at;
  }

  private static Instant laterOf(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
