package fm.raido.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.FirstFailure;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Makes the Kafka records of every topic, with key, JSON value, content type and CloudEvents
 * headers, and reads back the values of those that only our own programs write. (Requests, which
 * anybody may write, are read by {@code RequestReader}.)
 *
 * <p>No two events of one {@code ce_source} have the same {@code ce_id}, as CloudEvents wants it:
 * whoever sees a pair again may take it for a repetition of the same record.
 */
public final class RaidoRecords {
  private static final byte[] JSON = utf8("application/json");
  private static final byte[] SPEC = utf8("1.0");

  private RaidoRecords() {}

  /**
   * A request, keyed by its station.
   *
   * @param source who publishes it, a URI reference such as {@code /producer/host}
   * @param traceparent W3C trace context to carry on, or null
   */
  public static ProducerRecord<byte[], byte[]> request(
      AnnouncementRequest request, String source, @Nullable String traceparent) {
    return record(
        TopicCatalogue.REQUESTS,
        null,
        request.station(),
        request,
        headers(
            request.pass() == 0 ? request.id() : request.passKey().toString(),
            "fm.raido.announcement.requested",
            source,
            request.createdAt(),
            traceparent));
  }

  /** An outcome, in the partition where its request lies. */
  public static ProducerRecord<byte[], byte[]> outcome(
      Outcome outcome, @Nullable String traceparent) {
    return record(
        TopicCatalogue.OUTCOMES,
        outcome.requestPartition(),
        outcome.passKey().toString(),
        outcome,
        headers(
            outcome.passKey().toString(),
            "fm.raido.announcement.settled",
            "/dj-worker/" + outcome.worker(),
            outcome.decidedAt(),
            traceparent));
  }

  /** A dead letter, in the partition where its request lies, with CloudEvents headers only. */
  public static ProducerRecord<byte[], byte[]> deadLetter(
      DeadLetter letter, @Nullable String traceparent) {
    return record(
        TopicCatalogue.DEAD_LETTERS,
        letter.origin().partition(),
        letter.passKey().toString(),
        letter,
        headers(
            // The outcome that goes with it has the pass's key for its id, and the same source.
            letter.passKey() + "/letter",
            "fm.raido.announcement.dead-lettered",
            "/dj-worker/" + letter.worker(),
            letter.failedAt(),
            traceparent));
  }

  /**
   * A record of the protection log.
   *
   * @param source who writes it
   * @param at when, on the writer's clock; for people, the log's own time decides
   */
  public static ProducerRecord<byte[], byte[]> protection(
      ProtectionRecord value, String source, Instant at) {
    String type = value.getClass().getSimpleName();
    return record(
        TopicCatalogue.PROTECTION,
        0,
        value.about(),
        value,
        headers(
            type + "/" + value.about() + "@" + at,
            "fm.raido.protection." + type,
            source,
            at,
            null));
  }

  /** A host's readings, keyed by the host. */
  public static ProducerRecord<byte[], byte[]> pressure(HostPressure pressure) {
    return record(
        TopicCatalogue.HOST_PRESSURE,
        0,
        pressure.host(),
        pressure,
        headers(
            pressure.host() + "@" + pressure.at(),
            "fm.raido.host.read",
            "/health-agent/" + pressure.host(),
            pressure.at(),
            null));
  }

  /**
   * The record in a value of the protection log, or empty where it cannot be decoded by this
   * version.
   */
  public static Optional<ProtectionRecord> readProtection(byte @Nullable [] value) {
    ProtectionRecord plain = value == null ? null : PlainProtection.read(value);
    return plain != null ? Optional.of(plain) : readAnyProtection(value);
  }

  /** The same by the mapper, whose opinion counts. */
  static Optional<ProtectionRecord> readAnyProtection(byte @Nullable [] value) {
    return read(value, ProtectionRecord.class).or(() -> settingsOfAnotherVersion(value));
  }

  /**
   * Settings whose fields this version does not know still tell their fold version: that alone
   * makes the log unreadable to it, and must not pass for rubbish.
   */
  private static Optional<ProtectionRecord> settingsOfAnotherVersion(byte @Nullable [] value) {
    return read(value, JsonNode.class)
        .filter(node -> node.path("type").asString("").equals("SettingsSet"))
        .filter(node -> node.path("foldVersion").isInt())
        .filter(node ->
            node.path("foldVersion").intValue() != ProtectionRecord.SettingsSet.FOLD_VERSION)
        .map(node ->
            new ProtectionRecord.SettingsSet(
                node.path("revision").asLong(0),
                node.path("foldVersion").intValue(),
                FoldSettings.UNKNOWN,
                node.path("worker").asString("unknown")));
  }

  /** The outcome in a value, or empty where it is none. */
  public static Optional<Outcome> readOutcome(byte @Nullable [] value) {
    return read(value, Outcome.class);
  }

  /** The dead letter in a value, or empty where it is none (a tombstone is none). */
  public static Optional<DeadLetter> readDeadLetter(byte @Nullable [] value) {
    return read(value, DeadLetter.class);
  }

  /** The first failure in a header's value, or empty where it is none. */
  public static Optional<FirstFailure> readFirstFailure(byte @Nullable [] value) {
    return read(value, FirstFailure.class);
  }

  /** The host's readings in a value, or empty where it holds none. */
  public static Optional<HostPressure> readPressure(byte @Nullable [] value) {
    return read(value, HostPressure.class);
  }

  /** The text of a record's last header of that name, or null. */
  public static @Nullable String headerText(
      org.apache.kafka.common.header.Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private static <T> Optional<T> read(byte @Nullable [] value, Class<T> type) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Json.MAPPER.readValue(value, type));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, @Nullable Integer partition, String key, Object value, RecordHeaders headers) {
    return new ProducerRecord<>(topic, partition, utf8(key), json(value), headers);
  }

  private static byte[] json(Object value) {
    return switch (value) {
      case ProtectionRecord.HostBeat beat -> AgentJson.of(beat);
      case HostPressure pressure -> AgentJson.of(pressure);
      default -> Json.MAPPER.writeValueAsBytes(value);
    };
  }

  private static RecordHeaders headers(
      String id, String type, String source, Instant time, @Nullable String traceparent) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(new RecordHeader(Headers.CONTENT_TYPE, JSON));
    headers.add(new RecordHeader(Headers.CE_SPECVERSION, SPEC));
    headers.add(new RecordHeader(Headers.CE_ID, utf8(id)));
    headers.add(new RecordHeader(Headers.CE_TYPE, utf8(type)));
    headers.add(new RecordHeader(Headers.CE_SOURCE, utf8(source)));
    headers.add(new RecordHeader(Headers.CE_TIME, utf8(time.toString())));
    if (traceparent != null) {
      headers.add(new RecordHeader(Headers.TRACEPARENT, utf8(traceparent)));
    }
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
