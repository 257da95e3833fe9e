package fm.raido.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way and the mapper must never be of two opinions. */
class PlainProtectionTest {
  private static final int ROUNDS = 20_000;

  static Stream<ProtectionRecord> usual() {
    return Stream.of(
        new ProtectionRecord.HostBeat("kokoro", "speech-1", PressureLevel.WARNING, "", true),
        new ProtectionRecord.CallAsked("worker-1-7", "9f3a", 2, "worker-1"),
        new ProtectionRecord.CallEnded(
            "worker-1-7", "worker-1", CallResult.SPOKEN, Duration.ofMillis(2_340), null),
        new ProtectionRecord.CallEnded(
            "worker-1-7",
            "worker-1",
            CallResult.OVERLOADED,
            Duration.ZERO,
            Duration.ofSeconds(3, 20)),
        new ProtectionRecord.SlotFreed("worker-1-7", "worker-1"),
        new ProtectionRecord.WorkerSaid(
            "worker-1", EnumSet.of(GateCause.STORE_FAILED, GateCause.WORKER_CUT_OFF), true, false),
        new ProtectionRecord.WorkerSaid("worker-1", Set.of(), false, true));
  }

  @ParameterizedTest
  @MethodSource("usual")
  void readsTheUsualOnesTheQuickWay(ProtectionRecord record) {
    assertThat(PlainProtection.read(written(record))).isEqualTo(record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "{\"type\":\"SlotFreed\"}",
        "{\"type\":\"SlotFreed\",\"callId\":\"c\",\"worker\":\"w\"} ",
        "{\"type\":\"SlotFreed\",\"callId\":\"c\",\"worker\":\"w\"}x",
        "{\"type\":\"SlotFreed\",\"callId\":\"c\",\"worker\":\"w\",}",
        "{\"type\":\"SlotFreed\",,\"callId\":\"c\",\"worker\":\"w\"}",
        "{\"type\":\"SlotFreed\",\"callId\":\"c\",\"worker\":\"w\",\"since\":[{\"a\":1}]}",
        "{\"type\":\"SlotFreed\",\"callId\":\"c\",\"worker\":null}",
        "{\"type\":\"SlotFreed\",\"callId\":\"c\",\"worker\":\"v\",\"worker\":\"w\"}",
        "{\"type\":\"SlotFreed\",\"callId\":7,\"worker\":\"w\"}",
        "{\"callId\":\"c\",\"type\":\"SlotFreed\",\"worker\":\"w\"}",
        "{\"type\":\"SlotFreed\",\"callId\":\"\\u0063\",\"worker\":\"\\n\"}",
        "{\"type\":\"SlotFreed\",\"callId\":\"ü\",\"worker\":\"\u007f\"}",
        "{\"type\":\"SlotFreed\",\"callId\":\"a\nb\",\"worker\":\"w\"}",
        "{\"type\":\"SlotTaken\",\"callId\":\"c\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"pass\":1.0,\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"pass\":1e0,\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"pass\":01,\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"pass\":-0,\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"pass\":-12,\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"pass\":2147483647,\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"pass\":2147483648,\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"pass\":\"1\",\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallAsked\",\"callId\":\"c\",\"requestId\":\"r\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"spoken\",\"took\":\"PT1S\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":0,\"took\":\"PT1S\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"took\":\"PT1M1S\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"took\":\"PT-1S\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"took\":\"PT.5S\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"took\":\"PT1.S\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"took\":\"PTS\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"took\":\"PT1.0000000001S\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"took\":\"PT999999999.999999999S\",\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"took\":1.5,\"worker\":\"w\"}",
        "{\"type\":\"CallEnded\",\"callId\":\"c\",\"result\":\"SPOKEN\",\"retryAfter\":null,\"took\":\"PT1S\",\"worker\":\"w\"}",
        "{\"type\":\"WorkerSaid\",\"causes\":[\"STORE_FAILED\",\"STORE_FAILED\"],\"paused\":true,\"stopping\":false,\"worker\":\"w\"}",
        "{\"type\":\"WorkerSaid\",\"causes\":[\"NONE\"],\"paused\":true,\"stopping\":false,\"worker\":\"w\"}",
        "{\"type\":\"WorkerSaid\",\"causes\":[null],\"paused\":true,\"stopping\":false,\"worker\":\"w\"}",
        "{\"type\":\"WorkerSaid\",\"causes\":[,],\"paused\":true,\"stopping\":false,\"worker\":\"w\"}",
        "{\"type\":\"WorkerSaid\",\"causes\":\"STORE_FAILED\",\"paused\":true,\"stopping\":false,\"worker\":\"w\"}",
        "{\"type\":\"WorkerSaid\",\"causes\":[],\"paused\":True,\"stopping\":false,\"worker\":\"w\"}",
        "{\"type\":\"WorkerSaid\",\"causes\":[],\"paused\":\"true\",\"stopping\":false,\"worker\":\"w\"}",
        "{\"type\":\"SettingsSet\",\"foldVersion\":99,\"revision\":3,\"worker\":\"w\"}",
      })
  void agreesWithTheMapperOnWhatIsUnusual(String text) {
    agrees(text.getBytes(UTF_8), text);
  }

  @Test
  void agreesWithTheMapperOnWhateverBecomesOfARecord() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      ProtectionRecord record = random(random);
      byte[] value = written(record);
      assertThat(RaidoRecords.readProtection(value)).as("seed %d", seed).contains(record);
      agrees(shuffled(value, random), "shuffled, seed " + seed);
      agrees(damaged(value, random), "damaged, seed " + seed);
    }
  }

  private static void agrees(byte[] value, String what) {
    assertThat(RaidoRecords.readProtection(value))
        .as(what)
        .isEqualTo(RaidoRecords.readAnyProtection(value));
  }

  private static byte[] written(ProtectionRecord record) {
    return RaidoRecords.protection(record, "/test", Instant.EPOCH).value();
  }

  private static ProtectionRecord random(Random random) {
    return switch (random.nextInt(6)) {
      case 0 ->
          new ProtectionRecord.HostBeat(
              text(random),
              text(random),
              one(PressureLevel.values(), random),
              text(random),
              random.nextBoolean());
      case 1 ->
          new ProtectionRecord.CallAsked(
              text(random),
              text(random),
              random.nextBoolean() ? random.nextInt() : random.nextInt(4),
              text(random));
      case 2 ->
          new ProtectionRecord.CallEnded(
              text(random),
              text(random),
              one(CallResult.values(), random),
              duration(random),
              random.nextBoolean() ? null : duration(random));
      case 3 -> new ProtectionRecord.SlotFreed(text(random), text(random));
      case 4 -> {
        List<GateCause> causes = new ArrayList<>(List.of(GateCause.values()));
        Collections.shuffle(causes, random);
        yield new ProtectionRecord.WorkerSaid(
            text(random),
            Set.copyOf(causes.subList(0, random.nextInt(causes.size()))),
            random.nextBoolean(),
            random.nextBoolean());
      }
      default ->
          new ProtectionRecord.SwitchSet(
              random.nextBoolean(),
              text(random),
              text(random),
              random.nextBoolean() ? null : duration(random));
    };
  }

  private static <T> T one(T[] all, Random random) {
    return List.of(all).get(random.nextInt(all.length));
  }

  private static String text(Random random) {
    String signs = random.nextInt(4) > 0 ? "abc-0189 :,{}[]'" : "ab\"\\/\n\tüß€\u0001\u007f😀";
    int[] points = signs.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static Duration duration(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ofMillis(random.nextInt(60_000));
      case 1 -> Duration.ofNanos(random.nextLong(60_000_000_000L));
      case 2 -> Duration.ofSeconds(random.nextLong(1_000_000_000_000L));
      default -> Duration.ofMillis(-random.nextInt(60_000));
    };
  }

  /** Its fields in another order, where their values hold no comma. */
  private static byte[] shuffled(byte[] value, Random random) {
    String text = new String(value, UTF_8);
    List<String> fields =
        new ArrayList<>(List.of(text.substring(1, text.length() - 1).split(",", -1)));
    Collections.shuffle(fields, random);
    return ("{" + String.join(",", fields) + "}").getBytes(UTF_8);
  }

  /** A few bytes changed, added, removed or doubled. */
  private static byte[] damaged(byte[] value, Random random) {
    byte[] signs = "\"{}[],: \\0159-.eETPSntf\u0000x".getBytes(UTF_8);
    List<Byte> bytes = new ArrayList<>();
    for (byte b : value) {
      bytes.add(b);
    }
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(4)) {
        case 0 -> bytes.set(at, signs[random.nextInt(signs.length)]);
        case 1 -> bytes.add(at, signs[random.nextInt(signs.length)]);
        case 2 -> bytes.remove(at);
        default ->
            bytes.addAll(
                at, List.copyOf(bytes.subList(at, at + random.nextInt(bytes.size() - at))));
      }
    }
    byte[] damaged = new byte[bytes.size()];
    for (int i = 0; i < damaged.length; i++) {
      damaged[i] = bytes.get(i);
    }
    return damaged;
  }
}
