package fm.raido.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.contract.Samples;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class RaidoRecordsTest {
  private static final Instant AT = Instant.parse("2026-11-01T20:15:00Z");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  static final List<AnnouncementRequest> REQUESTS = Samples.requests();
  static final List<Outcome> OUTCOMES = Samples.outcomes();
  static final List<DeadLetter> LETTERS = Samples.letters();
  static final List<ProtectionRecord> PROTECTION = Samples.protection();
  static final List<HostPressure> PRESSURES = Samples.pressures();

  @ParameterizedTest
  @FieldSource("REQUESTS")
  void requestsComeBackWhole(AnnouncementRequest request) {
    byte[] value = RaidoRecords.request(request, "/test", null).value();
    assertThat(RequestReader.read(value)).isEqualTo(new RequestReading.Valid(request));
    assertThat(RequestReader.read(withUnknownField(value)))
        .isEqualTo(new RequestReading.Valid(request));
  }

  @ParameterizedTest
  @FieldSource("OUTCOMES")
  void outcomesComeBackWhole(Outcome outcome) {
    comesBack(RaidoRecords.outcome(outcome, null), outcome, RaidoRecords::readOutcome);
  }

  @ParameterizedTest
  @FieldSource("LETTERS")
  void lettersComeBackWhole(DeadLetter letter) {
    comesBack(RaidoRecords.deadLetter(letter, null), letter, RaidoRecords::readDeadLetter);
  }

  @ParameterizedTest
  @FieldSource("PROTECTION")
  void recordsOfTheLogComeBackWhole(ProtectionRecord record) {
    comesBack(RaidoRecords.protection(record, "/test", AT), record, RaidoRecords::readProtection);
  }

  @ParameterizedTest
  @FieldSource("PRESSURES")
  void readingsComeBackWhole(HostPressure pressure) {
    comesBack(RaidoRecords.pressure(pressure), pressure, RaidoRecords::readPressure);
  }

  private static <T> void comesBack(
      ProducerRecord<byte[], byte[]> written,
      T record,
      Function<byte @Nullable [], Optional<T>> reader) {
    assertThat(reader.apply(written.value())).contains(record);
    assertThat(reader.apply(withUnknownField(written.value()))).contains(record);
  }

  private static byte[] withUnknownField(byte[] value) {
    ObjectNode object = (ObjectNode) Json.MAPPER.readTree(value);
    object.putObject("ofALaterVersion").put("a", 1);
    return Json.MAPPER.writeValueAsBytes(object);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "[]",
        "{}",
        "{\"type\":\"NobodyKnows\"}",
        "{\"type\":\"CallAsked\"}",
        "{\"type\":\"CallAsked\",\"callId\":null,\"requestId\":\"r\",\"pass\":0,\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"requestId\":\"r\",\"pass\":\"0\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"requestId\":\"r\",\"pass\":0.5,\"worker\":\"w\"}",
        "{\"type\":\"SlotFreed\",\"callId\":\"c\",\"worker\":\"w\"} {}",
        "{\"type\":\"HostBeat\",\"service\":\"s\",\"host\":\"h\",\"level\":\"3\",\"reason\":\"\",\"rehearsal\":false}",
        "{\"type\":\"HostBeat\",\"service\":\"s\",\"host\":\"h\",\"level\":3,\"reason\":\"\",\"rehearsal\":false}",
        "{\"schemaVersion\":1,\"id\":\"a\"}",
        "\u0000\u0001",
        "not json"
      })
  void rubbishIsEmptyForEveryReader(String rubbish) {
    byte[] value = rubbish.getBytes(UTF_8);
    assertThat(RaidoRecords.readProtection(value)).isEmpty();
    assertThat(RaidoRecords.readOutcome(value)).isEmpty();
    assertThat(RaidoRecords.readDeadLetter(value)).isEmpty();
    assertThat(RaidoRecords.readPressure(value)).isEmpty();
  }

  @Test
  void brokenBytesAndDeepNestingAreEmptyToo() {
    for (byte[] value :
        new byte[][] {
          {(byte) 0xFF, (byte) 0xFE}, "[".repeat(100_000).getBytes(UTF_8), new byte[0]
        }) {
      assertThat(RaidoRecords.readProtection(value)).isEmpty();
    }
    assertThat(RaidoRecords.readProtection(null)).isEmpty();
  }

  @Test
  void aRequestTravelsByItsStation() {
    ProducerRecord<byte[], byte[]> record =
        RaidoRecords.request(REQUESTS.getFirst(), "/producer/host", TRACE);
    assertThat(record.topic()).isEqualTo("raido.requests");
    assertThat(record.partition()).isNull();
    assertThat(key(record)).isEqualTo("main");
    assertThat(headers(record))
        .isEqualTo(
            Map.of(
                "content-type", "application/json",
                "ce_specversion", "1.0",
                "ce_id", "a-1/3",
                "ce_type", "fm.raido.announcement.requested",
                "ce_source", "/producer/host",
                "ce_time", "2026-11-01T20:15:00.123456Z",
                "traceparent", TRACE));
  }

  @Test
  void anOutcomeLiesBesideItsRequest() {
    ProducerRecord<byte[], byte[]> record = RaidoRecords.outcome(OUTCOMES.getLast(), null);
    assertThat(record.topic()).isEqualTo("raido.outcomes");
    assertThat(record.partition()).isEqualTo(5);
    assertThat(key(record)).isEqualTo("a-1/2");
    assertThat(headers(record))
        .containsEntry("ce_id", "a-1/2")
        .containsEntry("ce_type", "fm.raido.announcement.settled")
        .containsEntry("ce_source", "/dj-worker/w1")
        .doesNotContainKey("traceparent");
  }

  @Test
  void aLetterLiesBesideItsRequest() {
    ProducerRecord<byte[], byte[]> record = RaidoRecords.deadLetter(LETTERS.getFirst(), null);
    assertThat(record.topic()).isEqualTo("raido.requests-dlt");
    assertThat(record.partition()).isEqualTo(3);
    assertThat(key(record)).isEqualTo("a-1/1");
    assertThat(headers(record)).containsEntry("ce_type", "fm.raido.announcement.dead-lettered");
  }

  @Test
  void recordsOfTheLogAllLieInPartitionZero() {
    for (ProtectionRecord record : PROTECTION) {
      ProducerRecord<byte[], byte[]> written = RaidoRecords.protection(record, "/w", AT);
      assertThat(written.topic()).isEqualTo("raido.protection");
      assertThat(written.partition()).isZero();
      assertThat(key(written)).isEqualTo(record.about());
    }
  }

  @Test
  void aReadingIsKeptByItsHost() {
    ProducerRecord<byte[], byte[]> record = RaidoRecords.pressure(PRESSURES.getFirst());
    assertThat(record.topic()).isEqualTo("raido.host-pressure");
    assertThat(key(record)).isEqualTo("studio");
  }

  @Test
  void settingsOfAnotherFoldVersionAreKnownByTheirVersionAlone() {
    byte[] newer =
        "{\"type\":\"SettingsSet\",\"revision\":7,\"foldVersion\":2,\"worker\":\"w\",\"settings\":{\"tokens\":3}}"
            .getBytes(UTF_8);
    byte[] ours =
        "{\"type\":\"SettingsSet\",\"revision\":7,\"foldVersion\":1,\"worker\":\"w\",\"settings\":{\"tokens\":3}}"
            .getBytes(UTF_8);

    assertThat(RaidoRecords.readProtection(newer))
        .contains(new ProtectionRecord.SettingsSet(7, 2, FoldSettings.UNKNOWN, "w"));
    assertThat(RaidoRecords.readProtection(ours)).isEmpty();
  }

  @Test
  void theLastHeaderOfANameCounts() {
    ProducerRecord<byte[], byte[]> record = RaidoRecords.request(REQUESTS.getFirst(), "/a", TRACE);
    record.headers().add(Headers.CE_SOURCE, "/b".getBytes(UTF_8));
    assertThat(RaidoRecords.headerText(record.headers(), Headers.CE_SOURCE)).isEqualTo("/b");
    assertThat(RaidoRecords.headerText(record.headers(), "no-such")).isNull();
  }

  private static String key(ProducerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
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
