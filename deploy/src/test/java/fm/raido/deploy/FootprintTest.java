package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.Track;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.EverydayRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.DefaultRecord;
import org.junit.jupiter.api.Test;

/** What the figures of {@code docs/scaling.md} rest on, weighed and measured. */
class FootprintTest {
  /** A header more, or a longer name, does not change a fleet's figures. */
  private static final int A_TENTH = 10;

  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00.123Z");
  private static final String WORKER = "worker-0a1b2c3d";
  private static final String REQUEST = "9f1c6f2e-2f0b-4c51-9a5d-7b1d2f6a3c40";

  /** The first intro of {@code examples/evening-show.jsonl}. */
  private static final String TEXT =
      "We open in Bristol, in nineteen ninety-eight. Elizabeth Fraser sings, and the harpsichord does"
          + " the rest. This is Massive Attack, with Teardrop.";

  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void recordsWeighWhatTheFiguresSay() {
    assertThat(weight(protection(asked(12_345, REQUEST), "/dj-worker/" + WORKER)))
        .isCloseTo(Fleet.ASKED_BYTES, withPercentage(A_TENTH));
    assertThat(weight(protection(ended(12_345), "/dj-worker/" + WORKER)))
        .isCloseTo(Fleet.ENDED_BYTES, withPercentage(A_TENTH));
    ProtectionRecord beat =
        new ProtectionRecord.HostBeat("kokoro", "speech-1", PressureLevel.NORMAL, "", false);
    assertThat(weight(protection(beat, "/health-agent/speech-1")))
        .isCloseTo(Fleet.BEAT_BYTES, withPercentage(A_TENTH));
    assertThat(weight(RaidoRecords.request(request(), "/producer", TRACEPARENT)))
        .isCloseTo(Fleet.REQUEST_BYTES, withPercentage(A_TENTH));
    assertThat(weight(RaidoRecords.outcome(outcome(), TRACEPARENT)))
        .isCloseTo(Fleet.OUTCOME_BYTES, withPercentage(A_TENTH));
  }

  /** The fold remembers each request with a call for 7 days: by that a fleet's heap grows. */
  @Test
  void theFoldTakesWhatTheFiguresSay() {
    int calls = 100_000;
    ProtectionFold fold = new ProtectionFold();
    Instant at = NOW;
    fold.apply(Optional.of(settings()), at);
    long before = live();
    for (int call = 0; call < calls; call++) {
      at = at.plusSeconds(5);
      apply(fold, asked(call, new UUID(call, call).toString()), at);
      apply(fold, ended(call), at.plusSeconds(2));
    }
    long after = live();
    assertThat(fold.counters()).containsEntry("granted", (long) calls);
    assertThat((after - before) / (double) calls)
        .isCloseTo(Fleet.FOLD_BYTES_A_CALL, withPercentage(2 * A_TENTH));
  }

  /** As it is read from Kafka: texts are objects of their own. */
  private static void apply(ProtectionFold fold, ProtectionRecord record, Instant at) {
    fold.apply(RaidoRecords.readProtection(protection(record, "/test").value()), at);
  }

  private static ProducerRecord<byte[], byte[]> protection(ProtectionRecord record, String source) {
    return RaidoRecords.protection(record, source, NOW);
  }

  private static ProtectionRecord asked(int call, String request) {
    return new ProtectionRecord.CallAsked(WORKER + "-" + call, request, 0, WORKER);
  }

  private static ProtectionRecord ended(int call) {
    return new ProtectionRecord.CallEnded(
        WORKER + "-" + call, WORKER, CallResult.SPOKEN, Duration.ofMillis(2_340), null);
  }

  private static ProtectionRecord settings() {
    return new ProtectionRecord.SettingsSet(
        1,
        ProtectionRecord.SettingsSet.FOLD_VERSION,
        EverydayRules.of(100_000, 1_000, Set.of(), "store"),
        WORKER);
  }

  private static AnnouncementRequest request() {
    return new AnnouncementRequest(
        AnnouncementRequest.SCHEMA_VERSION,
        REQUEST,
        "main",
        AnnouncementKind.INTRO,
        new Track("Teardrop", "Massive Attack", "Mezzanine", 1998),
        TEXT,
        null,
        null,
        NOW.plusSeconds(180),
        NOW,
        0);
  }

  private static Outcome outcome() {
    return new Outcome(
        Outcome.SCHEMA_VERSION,
        REQUEST,
        0,
        "main",
        AnnouncementKind.INTRO,
        OutcomeKind.SPOKEN,
        null,
        TEXT,
        "af_bella",
        new Audio(
            "commentary_0123456789abcdef0123456789abcdef.wav",
            "wav",
            288_044,
            Duration.ofSeconds(6),
            Audio.Source.SPEECH),
        NOW.plusSeconds(180),
        1,
        NOW.plusSeconds(3),
        WORKER,
        3,
        123_456);
  }

  /** Bytes of a record in its batch, headers included. */
  private static int weight(ProducerRecord<byte[], byte[]> record) {
    return DefaultRecord.sizeInBytes(
        0,
        0,
        record.key() == null ? -1 : record.key().length,
        record.value().length,
        record.headers().toArray());
  }

  /** Bytes that a full collection leaves. */
  private static long live() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
