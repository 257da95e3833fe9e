package fm.raido.controlroom.letters;

import fm.raido.controlroom.letters.Letter.Convention;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a foreign letter say. spring-kafka writes partition, offset and timestamp as
 * big-endian numbers, Kafka Connect as text; one that cannot be read is -1, and the epoch.
 *
 * @param replays how often it was replayed already; programs that copy headers carry it along
 */
record ForeignHeaders(Convention convention, DeadLetter.Origin origin, String detail, int replays) {
  private static final int DETAIL_MAX = 1_000;

  /** The headers, or empty where they name no topic. */
  static Optional<ForeignHeaders> read(ConsumerRecord<byte[], byte[]> record) {
    return spring(record).or(() -> connect(record));
  }

  private static Optional<ForeignHeaders> spring(ConsumerRecord<byte[], byte[]> record) {
    return text(record, Headers.DLT_ORIGINAL_TOPIC)
        .map(topic ->
            new ForeignHeaders(
                Convention.SPRING_KAFKA,
                new DeadLetter.Origin(
                    topic,
                    (int) number(record, Headers.DLT_ORIGINAL_PARTITION),
                    number(record, Headers.DLT_ORIGINAL_OFFSET),
                    Instant.ofEpochMilli(
                        Math.max(0, number(record, Headers.DLT_ORIGINAL_TIMESTAMP)))),
                words(record, Headers.DLT_EXCEPTION_FQCN, Headers.DLT_EXCEPTION_MESSAGE),
                replaysOf(record)));
  }

  private static Optional<ForeignHeaders> connect(ConsumerRecord<byte[], byte[]> record) {
    return text(record, Headers.CONNECT_TOPIC)
        .map(topic ->
            new ForeignHeaders(
                Convention.KAFKA_CONNECT,
                new DeadLetter.Origin(
                    topic,
                    (int) textNumber(record, Headers.CONNECT_PARTITION),
                    textNumber(record, Headers.CONNECT_OFFSET),
                    Instant.EPOCH),
                words(
                    record,
                    Headers.CONNECT_CONNECTOR,
                    Headers.CONNECT_STAGE,
                    Headers.CONNECT_EXCEPTION_CLASS,
                    Headers.CONNECT_EXCEPTION_MESSAGE),
                replaysOf(record)));
  }

  private static int replaysOf(ConsumerRecord<byte[], byte[]> record) {
    return (int) Math.clamp(textNumber(record, Headers.REPLAY_COUNT), 0L, 1_000_000L);
  }

  private static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
    return Optional.ofNullable(RaidoRecords.headerText(record.headers(), name))
        .filter(value -> !value.isBlank());
  }

  private static String words(ConsumerRecord<byte[], byte[]> record, String... names) {
    String all =
        Stream.of(names)
            .flatMap(name -> text(record, name).stream())
            .collect(Collectors.joining(": "));
    return all.length() <= DETAIL_MAX ? all : all.substring(0, DETAIL_MAX - 1) + "…";
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    byte @Nullable [] value = header == null ? null : header.value();
    return value == null
        ? -1
        : switch (value.length) {
          case Integer.BYTES -> ByteBuffer.wrap(value).getInt();
          case Long.BYTES -> ByteBuffer.wrap(value).getLong();
          default -> -1;
        };
  }

  private static long textNumber(ConsumerRecord<byte[], byte[]> record, String name) {
    try {
      return text(record, name).map(value -> Long.parseLong(value.strip())).orElse(-1L);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
