package fm.raido.schemas.contract;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.Track;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.letter.FirstFailure;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Records of every kind, full and sparse, with every value of every enum among them. */
public final class Samples {
  static final Instant AT = Instant.parse("2026-11-01T20:15:00.123456Z");
  private static final Track TRACK = new Track("Sång för \uD83C\uDFB5", "Ärtist", "Album", 1999);

  private Samples() {}

  public static List<AnnouncementRequest> requests() {
    List<AnnouncementRequest> all = new ArrayList<>();
    for (AnnouncementKind kind : AnnouncementKind.values()) {
      all.add(
          new AnnouncementRequest(
              1, "a-1", "main", kind, TRACK, "Words.", "af_bella(2)+af_sky(1)", 1.25, AT, AT, 3));
    }
    all.add(
        new AnnouncementRequest(
            1, "a-2", "main", AnnouncementKind.STATION_ID, null, null, null, null, null, AT, 0));
    all.add(
        new AnnouncementRequest(
            1,
            "a-3",
            "main",
            AnnouncementKind.INTRO,
            new Track("T", "A", null, null),
            null,
            null,
            null,
            null,
            Instant.parse("2000-01-01T00:00:00Z"),
            1_000_000));
    return all;
  }

  public static List<Outcome> outcomes() {
    List<Outcome> all = new ArrayList<>();
    for (Audio.Source source : Audio.Source.values()) {
      all.add(
          outcome(
              OutcomeKind.SPOKEN,
              new Audio("ab12.wav", "wav", 20_480, Duration.ofMillis(4_321), source)));
    }
    for (OutcomeKind kind : OutcomeKind.values()) {
      all.add(outcome(kind, null));
    }
    for (AnnouncementKind kind : AnnouncementKind.values()) {
      all.add(
          new Outcome(
              1,
              "a-1",
              2,
              "main",
              kind,
              OutcomeKind.FALLBACK,
              "late",
              "Words.",
              "v",
              null,
              AT,
              2,
              AT,
              "w1",
              5,
              12_345_678_901L));
    }
    return all;
  }

  private static Outcome outcome(OutcomeKind kind, @org.jspecify.annotations.Nullable Audio audio) {
    return new Outcome(
        1,
        "raido.requests-0-7",
        0,
        null,
        null,
        kind,
        null,
        null,
        null,
        audio,
        null,
        0,
        AT,
        "w1",
        0,
        7);
  }

  public static List<DeadLetter> letters() {
    List<DeadLetter> all = new ArrayList<>();
    DeadLetter.Origin origin = new DeadLetter.Origin("raido.requests", 3, 99, AT);
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      all.add(
          new DeadLetter(
              1, "a-1", 1, reason, "why", requests().getFirst(), null, false, 2, origin, AT, "w1"));
    }
    all.add(
        new DeadLetter(
            1,
            "raido.requests-3-99",
            0,
            DeadLetterReason.POISON,
            "",
            null,
            "AAEC",
            true,
            0,
            origin,
            AT,
            "w1"));
    all.add(
        new DeadLetter(
            1,
            "a-1",
            2,
            DeadLetterReason.REJECTED,
            "why",
            requests().getFirst(),
            null,
            false,
            1,
            origin,
            AT,
            "w1",
            new FirstFailure(0, DeadLetterReason.EXHAUSTED, "at first", AT)));
    return all;
  }

  public static List<HostPressure> pressures() {
    List<HostPressure> all = new ArrayList<>();
    for (PressureLevel level : PressureLevel.values()) {
      all.add(
          new HostPressure(
              1,
              "kokoro",
              "studio",
              AT,
              level,
              "cpu",
              "host",
              1.5,
              99.9,
              0.0,
              2,
              0.0,
              1.0,
              100.0,
              List.of("cpu use -1.0: must be from 0 to 100"),
              signals()));
    }
    all.add(
        new HostPressure(
            1,
            "kokoro",
            "studio",
            AT,
            PressureLevel.NORMAL,
            "",
            "container",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    return all;
  }

  private static List<HostPressure.SignalPressure> signals() {
    return List.of(
        new HostPressure.SignalPressure("IO_FULL", 81.5, PressureLevel.CRITICAL, 60, 80),
        new HostPressure.SignalPressure("CPU", 85.0, PressureLevel.WARNING, 80, 95),
        new HostPressure.SignalPressure("LOAD", null, PressureLevel.NORMAL, 5, 10));
  }

  public static List<ProtectionRecord> protection() {
    FoldSettings settings =
        new FoldSettings(
            "kokoro",
            10,
            2,
            5,
            Duration.ofMinutes(5),
            2,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(4),
            Duration.ofSeconds(16),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Set.of("studio", "attic"),
            "store-1");
    return Stream.of(
            Stream.of(
                new ProtectionRecord.SettingsSet(7, 1, settings, "w1"),
                new ProtectionRecord.CallAsked("c1", "a-1", 0, "w1"),
                new ProtectionRecord.ProbeAsked("c2", "w1", true),
                new ProtectionRecord.CallEnded(
                    "c1", "w1", CallResult.OVERLOADED, Duration.ofMillis(1), Duration.ofHours(1)),
                new ProtectionRecord.SlotFreed("c1", "w1"),
                new ProtectionRecord.WorkerSaid("w1", Set.of(), false, true),
                new ProtectionRecord.WorkerSaid("w1", EnumSet.allOf(GateCause.class), true, false),
                new ProtectionRecord.SwitchSet(true, "why", "me", Duration.ofMinutes(10)),
                new ProtectionRecord.SwitchSet(false, "why", "me", null),
                new ProtectionRecord.HostForgotten("studio", "me")),
            Arrays.stream(CallResult.values())
                .map(result ->
                    new ProtectionRecord.CallEnded("c1", "w1", result, Duration.ZERO, null)),
            Arrays.stream(PressureLevel.values())
                .map(
                    level -> new ProtectionRecord.HostBeat("kokoro", "studio", level, "cpu", true)))
        .<ProtectionRecord>flatMap(records -> records)
        .toList();
  }
}
