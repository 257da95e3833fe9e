package fm.raido.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.contract.Samples;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CloudEvents 1.0, Kafka protocol binding, binary content mode. */
class CloudEventsTest {
  private static final Instant AT = Instant.parse("2026-11-01T20:15:00Z");

  static Stream<ProducerRecord<byte[], byte[]>> records() {
    return Stream.of(
            Samples.requests().stream().map(request -> RaidoRecords.request(request, "/s", null)),
            Samples.outcomes().stream().map(outcome -> RaidoRecords.outcome(outcome, null)),
            Samples.letters().stream().map(letter -> RaidoRecords.deadLetter(letter, null)),
            Samples.protection().stream().map(record -> RaidoRecords.protection(record, "/s", AT)),
            Samples.pressures().stream().map(RaidoRecords::pressure))
        .flatMap(records -> records);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyRecordHasAllThatAnEventNeeds(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = headers(record);
    assertThat(headers)
        .containsOnlyKeys(
            "content-type", "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time")
        .containsEntry("content-type", "application/json")
        .containsEntry("ce_specversion", "1.0")
        .allSatisfy((name, value) -> assertThat(value).as(name).isNotBlank());
    assertThat(headers.get("ce_type")).startsWith("fm.raido.");
    assertThat(headers.get("ce_source")).startsWith("/");
    assertThat(Instant.parse(Objects.requireNonNull(headers.get("ce_time")))).isNotNull();
  }

  @Test
  void aReplayIsAnotherEventThanTheFirstPassAndThanTheReplayBeforeIt() {
    assertThat(ids(List.of(request(0), request(1), request(2))))
        .containsExactly("a-1", "a-1/1", "a-1/2");
  }

  @Test
  void aLetterIsAnotherEventThanTheOutcomeThatGoesWithIt() {
    DeadLetter letter = Samples.letters().getFirst();
    assertThat(ids(List.of(RaidoRecords.deadLetter(letter, null), outcomeOf(letter))))
        .containsExactly("a-1/1/letter", "a-1/1");
  }

  @Test
  void whatIsSaidTwiceOfOneThingInTheProtectionLogIsTwoEvents() {
    ProtectionRecord asked = new ProtectionRecord.CallAsked("c1", "a-1", 0, "w1");
    ProtectionRecord freed = new ProtectionRecord.SlotFreed("c1", "w1");
    ProtectionRecord said = new ProtectionRecord.WorkerSaid("w1", Set.of(), false, false);
    assertThat(
            ids(
                List.of(
                    RaidoRecords.protection(asked, "/s", AT),
                    RaidoRecords.protection(freed, "/s", AT),
                    RaidoRecords.protection(said, "/s", AT),
                    RaidoRecords.protection(said, "/s", AT.plusNanos(1_000)))))
        .containsExactly(
            "CallAsked/c1@2026-11-01T20:15:00Z",
            "SlotFreed/c1@2026-11-01T20:15:00Z",
            "WorkerSaid/w1@2026-11-01T20:15:00Z",
            "WorkerSaid/w1@2026-11-01T20:15:00.000001Z");
  }

  private static ProducerRecord<byte[], byte[]> request(int pass) {
    return RaidoRecords.request(
        new AnnouncementRequest(
            1, "a-1", "main", AnnouncementKind.CUSTOM, null, "Words.", null, null, null, AT, pass),
        "/s",
        null);
  }

  private static ProducerRecord<byte[], byte[]> outcomeOf(DeadLetter letter) {
    return RaidoRecords.outcome(
        new Outcome(
            1,
            letter.id(),
            letter.pass(),
            "main",
            AnnouncementKind.CUSTOM,
            OutcomeKind.DEAD_LETTERED,
            letter.detail(),
            null,
            null,
            null,
            null,
            letter.attempts(),
            letter.failedAt(),
            letter.worker(),
            letter.origin().partition(),
            letter.origin().offset()),
        null);
  }

  private static List<String> ids(List<ProducerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> headers(record).getOrDefault("ce_id", "")).toList();
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(header ->
            headers.put(header.key(), new String(Objects.requireNonNull(header.value()), UTF_8)));
    return headers;
  }
}
