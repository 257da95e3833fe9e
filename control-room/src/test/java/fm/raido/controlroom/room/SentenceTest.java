package fm.raido.controlroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.room.Backlog.ToTemplates;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SentenceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:06:48.120Z");

  @Test
  void theSampleSaysWhatItsSentenceSays() {
    Room sample = SampleTest.room();
    assertThat(Sentence.of(sample, ZoneOffset.UTC)).isEqualTo(sample.sentence());
  }

  static Stream<Arguments> pictures() {
    return Stream.of(
        said("On air.", room -> room),
        said("On air. 1 request waits.", room -> room.waiting(1)),
        said(
            "On air, at 20 % of the rate; in full at 02:10. 3 requests wait.",
            room ->
                room.waiting(3)
                    .ramp(
                        new RateBudget.Ramping(
                            20, NOW, NOW, Instant.parse("2026-11-24T02:10:00Z")))),
        said(
            "On air, at half the rate: kokoro-host reports memory use 84 %.",
            room -> room.halved().host(PressureLevel.WARNING, "memory use 84 %", null, false)),
        said(
            "Quiet: Kokoro does not answer. Next probe in 3:12. 14 requests wait; 2 go to templates before then.",
            room ->
                room.cause(
                        Cause.Kind.BREAKER_OPEN,
                        "2026-11-24T02:10:00.120Z",
                        "5 failed calls in a row")
                    .failed(CallResult.BROKEN)
                    .waiting(14)
                    .late(2, false, false)),
        said(
            "Quiet: Kokoro has too much to do. Next probe in 0:01. 1 request waits; 1 goes to templates before then.",
            room ->
                room.cause(Cause.Kind.BREAKER_OPEN, "2026-11-24T02:06:48.500Z", "")
                    .failed(CallResult.OVERLOADED)
                    .waiting(1)
                    .late(1, false, false)),
        said(
            "Quiet: Kokoro does not answer. Next probe in 3:12. 90000 requests wait; at least 7 expire before then.",
            room ->
                room.cause(Cause.Kind.BREAKER_OPEN, "2026-11-24T02:10:00.120Z", "")
                    .waiting(90_000)
                    .late(7, true, true)),
        said(
            "Quiet: kokoro-host is under memory pressure, protection until 02:14 at the earliest.",
            room ->
                room.cause(
                        Cause.Kind.HOST_PRESSURE,
                        "2026-11-24T02:14:10Z",
                        "speech host kokoro-host is critical: memory full stall 41 %")
                    .host(
                        PressureLevel.CRITICAL,
                        "memory full stall 41 %",
                        "2026-11-24T02:14:10Z",
                        false)),
        said(
            "Quiet: kokoro-host was under CPU pressure, protection until 02:09 at the earliest.",
            room ->
                room.cause(
                        Cause.Kind.HOST_PRESSURE,
                        "2026-11-24T02:09:10Z",
                        "speech host kokoro-host was critical: cpu use 97 %")
                    .host(PressureLevel.NORMAL, "cpu use 20 %", "2026-11-24T02:09:10Z", false)),
        said(
            "Quiet: kokoro-host has not been heard for 0:48.",
            room ->
                room.cause(Cause.Kind.HOST_SILENT, "2026-12-01T02:06:00Z", "silent")
                    .host(PressureLevel.NORMAL, "", null, true)),
        said(
            "Quiet: switched off by sven@studio, until 10:00 on 25 Nov: host moves.",
            room ->
                room.cause(Cause.Kind.OPERATOR, "2026-11-25T10:00:00Z", "sven@studio: host moves")
                    .switchedOff()),
        said(
            "Quiet: Kokoro asked to be left alone for another 0:20.",
            room -> room.cause(Cause.Kind.RETRY_AFTER, "2026-11-24T02:07:08.120Z", "")),
        said(
            "Quiet: one probe must succeed first; it is asked for within seconds.",
            room -> room.cause(Cause.Kind.HALF_OPEN, null, "")),
        said(
            "Quiet: one probe is on its way to Kokoro.",
            room -> room.cause(Cause.Kind.HALF_OPEN, null, "").probing()),
        said(
            "Quiet: no worker runs. 2 requests wait.",
            room -> room.cause(Cause.Kind.NO_WORKER, null, "").waiting(2)),
        said(
            "Quiet: every worker has a reason of its own: provider disabled, store failed.",
            room -> room.cause(Cause.Kind.WORKERS_QUIET, null, "").workersQuiet()),
        said(
            "Quiet: no worker has started yet.",
            room -> room.cause(Cause.Kind.NO_SETTINGS, null, "")),
        said(
            "Quiet: the protection log follows newer rules than this program knows.",
            room -> room.cause(Cause.Kind.LOG_UNREADABLE, null, "")),
        said(
            "Quiet: Kokoro does not answer. Next probe in 3:12. Also: no worker runs.",
            room ->
                room.cause(Cause.Kind.BREAKER_OPEN, "2026-11-24T02:10:00.120Z", "")
                    .cause(Cause.Kind.NO_WORKER, null, "")),
        said("Reading what the topics hold.", Draft::loading),
        said(
            "Kafka has not answered since 02:05: what follows is old. On air.",
            room -> room.silentSince("2026-11-24T02:05:01Z")),
        said(
            "Kafka does not answer: nothing is known yet.",
            room -> room.loading().silentSince("2026-11-24T02:05:01Z")),
        said(
            "raido.protection has not been read since 02:05: what follows is old. On air.",
            room -> room.silentSince("2026-11-24T02:05:01Z").unread("raido.protection")),
        said(
            "raido.outcomes and raido.requests have not been read since 02:05: what follows is old. On air.",
            room ->
                room.silentSince("2026-11-24T02:05:01Z")
                    .unread("raido.outcomes", "raido.requests")),
        said(
            "raido.protection cannot be read: too little is known yet.",
            room -> room.loading().silentSince("2026-11-24T02:05:01Z").unread("raido.protection")));
  }

  private static Arguments said(String words, UnaryOperator<Draft> draft) {
    return Arguments.of(words, draft);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void saysItInPlainWords(String words, UnaryOperator<Draft> draft) {
    assertThat(Sentence.of(draft.apply(new Draft()).room(), ZoneOffset.UTC)).isEqualTo(words);
  }

  @Test
  void tellsTimesOfDayInTheZoneOfItsReader() {
    Room room = new Draft().silentSince("2026-11-24T02:05:01Z").room();
    assertThat(Sentence.of(room, ZoneId.of("Europe/Berlin"))).contains("since 03:05");
  }

  /** A picture in the making. */
  static final class Draft {
    private final java.util.ArrayList<Cause> causes = new java.util.ArrayList<>();
    private List<BreakerState.Ended> calls = List.of();
    private List<SpeechHost> hosts = List.of();
    private List<WorkerState> workers = List.of();
    private Backlog backlog = new Backlog(0, false, null, null, null, List.of());
    private RateBudget rate = new RateBudget(0, 10, 10, 10, 2, 2, false, null);
    private ProtectionSwitch protection =
        new ProtectionSwitch(false, null, null, null, null, List.of());
    private @org.jspecify.annotations.Nullable RunningCall probe;
    private @org.jspecify.annotations.Nullable Instant silentSince;
    private boolean loaded = true;
    private List<String> unread = List.of();

    Draft cause(Cause.Kind kind, @org.jspecify.annotations.Nullable String until, String detail) {
      causes.add(new Cause(kind, NOW, until == null ? null : Instant.parse(until), detail));
      return this;
    }

    Draft failed(CallResult result) {
      calls = List.of(new BreakerState.Ended("c", "w", "a/0", result, true, 10, NOW));
      return this;
    }

    Draft waiting(long requests) {
      backlog = new Backlog(requests, false, NOW, null, backlog.toTemplates(), List.of());
      return this;
    }

    Draft late(long requests, boolean atLeast, boolean expire) {
      backlog =
          new Backlog(
              backlog.waiting(),
              atLeast,
              NOW,
              null,
              new ToTemplates(NOW, requests, atLeast, expire),
              List.of());
      return this;
    }

    Draft ramp(RateBudget.Ramping ramp) {
      rate = new RateBudget(0, 2, 10, 2, 2, 2, false, ramp);
      return this;
    }

    Draft halved() {
      rate = new RateBudget(0, 5, 10, 5, 1, 2, true, null);
      return this;
    }

    Draft host(
        PressureLevel level,
        String reason,
        @org.jspecify.annotations.Nullable String closesUntil,
        boolean silent) {
      hosts =
          List.of(
              new SpeechHost(
                  "kokoro-host",
                  "kokoro",
                  level,
                  reason,
                  false,
                  NOW.minusSeconds(48),
                  silent,
                  closesUntil == null ? null : Instant.parse(closesUntil),
                  true,
                  null,
                  List.of(),
                  false));
      return this;
    }

    Draft switchedOff() {
      protection = new ProtectionSwitch(true, "sven@studio", "host moves", NOW, NOW, List.of());
      return this;
    }

    Draft probing() {
      probe = new RunningCall("c", "w", null, NOW, NOW, false);
      return this;
    }

    Draft workersQuiet() {
      workers =
          List.of(
              new WorkerState("a", true, List.of(GateCause.STORE_FAILED), true, NOW, List.of()),
              new WorkerState(
                  "b", true, List.of(GateCause.PROVIDER_DISABLED), true, NOW, List.of()),
              new WorkerState(
                  "gone", false, List.of(GateCause.LOG_UNREACHABLE), true, NOW, List.of()));
      return this;
    }

    Draft loading() {
      loaded = false;
      return this;
    }

    Draft unread(String... topics) {
      unread = List.of(topics);
      return this;
    }

    Draft silentSince(String at) {
      silentSince = Instant.parse(at);
      return this;
    }

    Room room() {
      return new Room(
          NOW,
          loaded,
          silentSince,
          unread,
          causes.isEmpty(),
          "",
          causes,
          new BreakerState(BreakerState.State.CLOSED, 0, 5, null, null, probe, calls),
          rate,
          List.of(),
          hosts,
          backlog,
          List.of(),
          Letters.NONE,
          protection,
          workers,
          new InForce(1, 1, "w", NOW, Map.of("SPEECH_SERVICE", "kokoro")));
    }
  }
}
