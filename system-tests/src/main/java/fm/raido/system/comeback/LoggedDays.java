package fm.raido.system.comeback;

import fm.raido.protection.fold.FoldVersions;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a protection log holds that was busy all the time, at the default settings, with four
 * workers and one speech host.
 *
 * <p>Each minute: 12 beats (one every 5 s), 10 asks that are granted (as many as {@code
 * TTS_MAX_PER_MINUTE} allows) and their 10 ends, and 2 asks that lost the race and are refused (but
 * for the first minute, whose rate is not spent): 34 x 11,520 - 2. The other 8,322 are the settings
 * once a day, slots that timed-out calls give back, and workers that say how they are. Together
 * 400,000 records in 8 days.
 */
final class LoggedDays {
  /** Records in 8 days, the retention of the log: 138,240 of them are beats. */
  static final int EIGHT_DAYS = 400_000;

  private static final int MINUTES_A_DAY = 1_440;
  private static final int DAYS = 8;
  private static final int RARE = 8_322;
  private static final int WORKERS = 4;
  private static final int CALLS_A_MINUTE = 10;
  private static final int REFUSED_A_MINUTE = 2;
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(6);

  /** Every so many calls one fails, and its request has the next one, too. */
  private static final int FAILS = 40;

  private static final int TIMES_OUT = 100;

  private final FoldSettings settings;
  private final Instant end;
  private final int minutes;
  private long calls;
  private int rare;
  private String request = "";

  /** A record and its place in log time. */
  record Logged(Instant at, ProtectionRecord record) {}

  /**
   * @param settings in force all the time
   * @param end when the log ends
   * @param minutes how long it is
   */
  LoggedDays(FoldSettings settings, Instant end, int minutes) {
    this.settings = settings;
    this.end = end;
    this.minutes = minutes;
  }

  /** All of the eight days. */
  static LoggedDays eight(FoldSettings settings, Instant end) {
    return new LoggedDays(settings, end, DAYS * MINUTES_A_DAY);
  }

  /** Hands on every record, in the log's order. */
  void forEach(Consumer<Logged> each) {
    List<Logged> minute = new ArrayList<>();
    for (int i = 0; i < minutes; i++) {
      minute(i, end.minus(Duration.ofMinutes(minutes - i)), minute);
      minute.sort(Comparator.comparing(Logged::at));
      minute.forEach(each);
      minute.clear();
    }
  }

  private void minute(int number, Instant from, List<Logged> into) {
    if (number % MINUTES_A_DAY == 0) {
      rare++;
      into.add(
          new Logged(
              from,
              new ProtectionRecord.SettingsSet(
                  1 + number / MINUTES_A_DAY, FoldVersions.CURRENT, settings, worker(0))));
    }
    for (Instant at = from; at.isBefore(from.plusSeconds(60)); at = at.plus(BEAT)) {
      into.add(new Logged(at, beat(PressureLevel.NORMAL)));
    }
    for (int i = 0; i < CALLS_A_MINUTE; i++) {
      call(from.plus(CALL.multipliedBy(i)).plusMillis(500), into);
    }
    for (int i = 0; i < REFUSED_A_MINUTE && number > 0; i++) {
      String id = worker(number + i) + "-r" + number + i;
      into.add(
          new Logged(
              from.plus(CALL.multipliedBy(5L * i)).plusMillis(503),
              new ProtectionRecord.CallAsked(id, requestId(-number - i), 0, worker(number + i))));
    }
    long due = (long) RARE * (number + 1) / (DAYS * MINUTES_A_DAY);
    for (int i = 0; rare < due; i++) {
      rare++;
      boolean paused = (number + i) % 2 == 0;
      into.add(
          new Logged(
              from.plusSeconds(59).plusMillis(i),
              new ProtectionRecord.WorkerSaid(
                  worker(number + i),
                  paused ? Set.of(GateCause.STORE_FAILED) : Set.of(),
                  paused,
                  false)));
    }
  }

  /** An ask that is granted, and its end. */
  private void call(Instant at, List<Logged> into) {
    calls++;
    if (calls % FAILS != 1) {
      request = requestId(calls);
    }
    String worker = worker(calls);
    String id = worker + "-" + calls;
    into.add(new Logged(at, new ProtectionRecord.CallAsked(id, request, 0, worker)));
    boolean timedOut = calls % TIMES_OUT == 50;
    CallResult result =
        timedOut
            ? CallResult.TIMED_OUT
            : calls % FAILS == 0 ? CallResult.BROKEN : CallResult.SPOKEN;
    Duration took = Duration.ofMillis(1_500 + calls * 7 % 2_000);
    into.add(
        new Logged(at.plus(took), new ProtectionRecord.CallEnded(id, worker, result, took, null)));
    if (timedOut) {
      rare++;
      into.add(
          new Logged(at.plus(took).plusSeconds(1), new ProtectionRecord.SlotFreed(id, worker)));
    }
  }

  private ProtectionRecord beat(PressureLevel level) {
    return new ProtectionRecord.HostBeat(settings.service(), "speech-1", level, "", false);
  }

  /** The agent's last word: else its silence from here on would close the gate. */
  ProtectionRecord goodbye() {
    return beat(PressureLevel.GOING_AWAY);
  }

  private static String worker(long number) {
    return String.format(Locale.ROOT, "worker-%08x", 0x5eed0000L + number % WORKERS);
  }

  private static String requestId(long number) {
    return new UUID(0x7aD1_0000_0000_4000L, 0x8000_0000_0000_0000L | (number & 0xffff_ffffL))
        .toString();
  }
}
