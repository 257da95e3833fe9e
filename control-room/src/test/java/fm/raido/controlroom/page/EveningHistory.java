package fm.raido.controlroom.page;

import fm.raido.controlroom.Topics;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.RaidoRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Six hours of a station: the operator's switch in the second hour, memory pressure in the third,
 * and a breaker that opens in the fifth. A call every 36 s, a beat of the host every 5 s.
 */
final class EveningHistory {
  static final String HOST = "kokoro-host";
  static final String SOUND = "commentary_0123456789abcdef0123456789abcdef.wav";
  private static final int SECONDS = 21_900;
  private static final int SWITCH_ON = 4_000;
  private static final int PRESSURE = 9_000;
  private static final int FAILURES = 16_000;
  private static final int OPEN_SECONDS = 300;
  private static final List<String> SONGS =
      List.of(
          "Roads, by Portishead",
          "Teardrop, by Massive Attack",
          "Hyperballad, by Björk",
          "Small Hours, by John Martyn",
          "Nightswimming, by REM");

  private final String bootstrap;
  private final Path store;
  private int calls;
  private final int[] offsets = new int[Topics.PARTITIONS];

  EveningHistory(String bootstrap, Path store) {
    this.bootstrap = bootstrap;
    this.store = store;
  }

  static String words(int number) {
    return "Coming up: " + SONGS.get(number % SONGS.size()) + ".";
  }

  /** Writes all of it, up to that moment. */
  void write(Instant end) throws IOException {
    long bytes = writeSound();
    Instant begin = end.minusSeconds(SECONDS);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 200_000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      protection(producer, begin, Topics.settings());
      for (String worker : List.of("worker-1", "worker-2")) {
        protection(
            producer, begin, new ProtectionRecord.WorkerSaid(worker, Set.of(), false, false));
      }
      for (int second = 0; second < SECONDS; second++) {
        Instant at = begin.plusSeconds(second);
        pulse(producer, second, at);
        incidents(producer, second, at);
        if (second % 36 == 7) {
          announcement(producer, second, at, bytes);
        }
      }
    }
  }

  private static void pulse(Producer<byte[], byte[]> producer, int second, Instant at) {
    if (second % 5 != 0) {
      return;
    }
    boolean critical = second >= PRESSURE && second < PRESSURE + 600;
    boolean warning = second >= PRESSURE - 400 && second < PRESSURE + 1_000;
    PressureLevel level =
        critical ? PressureLevel.CRITICAL : warning ? PressureLevel.WARNING : PressureLevel.NORMAL;
    String reason = critical ? "memory use 96 %" : warning ? "memory use 84 %" : "";
    protection(producer, at, new ProtectionRecord.HostBeat("kokoro", HOST, level, reason, false));
  }

  private static void incidents(Producer<byte[], byte[]> producer, int second, Instant at) {
    if (second == SWITCH_ON) {
      protection(
          producer,
          at,
          new ProtectionRecord.SwitchSet(true, "host moves", "ada@studio", Duration.ofMinutes(20)));
    } else if (second == SWITCH_ON + 700) {
      protection(
          producer,
          at,
          new ProtectionRecord.SwitchSet(false, "host has moved", "ada@studio", null));
    } else if (second >= FAILURES && second < FAILURES + 100 && second % 20 == 0) {
      String id = "f" + second;
      protection(producer, at, new ProtectionRecord.CallAsked(id, "song-" + second, 0, "worker-2"));
      protection(
          producer,
          at.plusMillis(900),
          new ProtectionRecord.CallEnded(
              id, "worker-2", CallResult.BROKEN, Duration.ofMillis(12), null));
    } else if (second == FAILURES + 80 + OPEN_SECONDS + 5) {
      protection(producer, at, new ProtectionRecord.ProbeAsked("probe", "worker-1", false));
      protection(
          producer,
          at.plusMillis(400),
          new ProtectionRecord.CallEnded(
              "probe", "worker-1", CallResult.SPOKEN, Duration.ofMillis(310), null));
    }
  }

  private static boolean quiet(int second) {
    return (second >= SWITCH_ON && second < SWITCH_ON + 720)
        || (second >= PRESSURE && second < PRESSURE + 950)
        || (second >= FAILURES && second < FAILURES + 100 + OPEN_SECONDS);
  }

  private void announcement(Producer<byte[], byte[]> producer, int second, Instant at, long bytes) {
    int number = calls++;
    String id = "song-" + (360 + number);
    int partition = number % Topics.PARTITIONS;
    String worker = "worker-" + (partition + 1);
    at(producer, request(id, number, at), at.minusMillis(1_900), partition);
    OutcomeKind kind = OutcomeKind.SPOKEN;
    if (quiet(second)) {
      kind = number % 4 == 1 ? OutcomeKind.EXPIRED : OutcomeKind.FALLBACK;
    } else {
      String call = "c" + second;
      protection(producer, at, new ProtectionRecord.CallAsked(call, id, 0, worker));
      protection(
          producer,
          at.plusMillis(900),
          new ProtectionRecord.CallEnded(
              call, worker, CallResult.SPOKEN, Duration.ofMillis(700 + number % 7 * 60), null));
    }
    Audio audio =
        kind == OutcomeKind.EXPIRED
            ? null
            : new Audio(
                SOUND,
                "wav",
                bytes,
                Duration.ofSeconds(2),
                kind == OutcomeKind.SPOKEN ? Audio.Source.SPEECH : Audio.Source.LOCAL_VOICE);
    at(
        producer,
        RaidoRecords.outcome(outcome(id, number, kind, audio, partition, worker, at), null),
        at.plusMillis(950),
        partition);
  }

  private static ProducerRecord<byte[], byte[]> request(String id, int number, Instant at) {
    return RaidoRecords.request(
        new AnnouncementRequest(
            1, id, "main", AnnouncementKind.INTRO, null, words(number), null, null, null, at, 0),
        "/scheduler",
        null);
  }

  private Outcome outcome(
      String id,
      int number,
      OutcomeKind kind,
      @Nullable Audio audio,
      int partition,
      String worker,
      Instant at) {
    boolean spoken = kind == OutcomeKind.SPOKEN;
    return new Outcome(
        1,
        id,
        0,
        "main",
        AnnouncementKind.INTRO,
        kind,
        spoken ? null : "its deadline is near",
        audio == null ? null : words(number),
        audio == null ? null : spoken ? "af_bella" : "kevin16",
        audio,
        null,
        spoken ? 1 : 0,
        at,
        worker,
        partition,
        offsets[partition]++);
  }

  private long writeSound() throws IOException {
    AudioFormat format = new AudioFormat(8_000, 16, 1, true, false);
    byte[] samples = new byte[32_000];
    for (int i = 1; i < samples.length; i += 2) {
      samples[i] = (byte) (20 * Math.sin(i / 12.0));
    }
    Path file = store.resolve(SOUND);
    return AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2),
        AudioFileFormat.Type.WAVE,
        file.toFile());
  }

  private static void protection(
      Producer<byte[], byte[]> producer, Instant at, ProtectionRecord record) {
    at(producer, RaidoRecords.protection(record, "/test", at), at, 0);
  }

  private static void at(
      Producer<byte[], byte[]> producer,
      ProducerRecord<byte[], byte[]> record,
      Instant at,
      int partition) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                record.topic(),
                partition,
                at.toEpochMilli(),
                record.key(),
                record.value(),
                record.headers()));
  }
}
