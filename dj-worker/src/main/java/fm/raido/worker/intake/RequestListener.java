package fm.raido.worker.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.letter.FirstFailure;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.worker.loop.Fetched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/** Reads what was polled and hands it on. It never waits, never throws, and commits nothing. */
final class RequestListener implements BatchMessageListener<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestListener.class);

  /** W3C trace context, version 00. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int TRACEPARENT_LENGTH = 55;

  /** A detail of 1,000 characters, each escaped at worst, and the rest; in bytes. */
  private static final int FIRST_FAILURE_MAX = 8 * 1024;

  private final Flow flow;
  private final Assignments assignments;
  private final IntakeEvents events;

  RequestListener(Flow flow, Assignments assignments, IntakeEvents events) {
    this.flow = flow;
    this.assignments = assignments;
    this.events = events;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Fetched> fetched = new ArrayList<>(records.size());
    Map<Integer, long[]> sums = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Fetched one = read(record);
      fetched.add(one);
      long[] sum = sums.computeIfAbsent(one.partition(), p -> new long[2]);
      sum[0]++;
      sum[1] += one.bytes();
    }
    sums.forEach((partition, sum) ->
        flow.handedOn(partition, assignments.incarnation(partition), (int) sum[0], sum[1]));
    events.fetched(fetched);
  }

  /** Whatever the bytes do to their reader, they end as a dead letter and stop nobody. */
  private static RequestReading reading(ConsumerRecord<byte[], byte[]> record) {
    try {
      return RequestReader.read(record.value());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error(
          "{}-{}@{} broke its reader", record.topic(), record.partition(), record.offset(), e);
      return new RequestReading.Invalid(
          List.of(new Violation("", "unreadable", "must be a request: " + e)));
    }
  }

  private Fetched read(ConsumerRecord<byte[], byte[]> record) {
    RequestReading reading = reading(record);
    return new Fetched(
        record.partition(),
        assignments.incarnation(record.partition()),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        Flow.bytes(Math.max(0, record.serializedValueSize())),
        reading,
        reading instanceof RequestReading.Invalid ? record.value() : null,
        traceparent(record),
        firstFailure(record));
  }

  /** How a replayed request failed the first time; bytes that do not say so are nobody's. */
  private static @Nullable FirstFailure firstFailure(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Headers.FIRST_FAILURE);
    if (header == null || header.value() == null || header.value().length > FIRST_FAILURE_MAX) {
      return null;
    }
    return RaidoRecords.readFirstFailure(header.value()).orElse(null);
  }

  /** A trace that is one; anything else is somebody's bytes, and would be kept with the request. */
  private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Headers.TRACEPARENT);
    if (header == null || header.value() == null || header.value().length != TRACEPARENT_LENGTH) {
      return null;
    }
    String text = new String(header.value(), US_ASCII);
    return TRACEPARENT.matcher(text).matches() ? text : null;
  }
}
