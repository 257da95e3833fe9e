package fm.raido.protection.fold;

import fm.raido.protection.fold.WildLog.Place;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The log of sensible workers over weeks, written by looking at one fold that reads it from its
 * beginning: they ask when they may expect a grant, end what they were granted (or die), and
 * confirm the settings each day. The host dies and comes back.
 */
final class SaneLog {
  private final Random random;
  private final ProtectionFold truth = new ProtectionFold();
  private final List<Place> places = new ArrayList<>();
  private Instant now = Script.START;
  private Instant hostChangesAt = Script.START;
  private boolean hostSpeaks;
  private int calls;

  private SaneLog(long seed) {
    random = new Random(seed);
  }

  static List<Place> of(long seed, Duration length) {
    SaneLog log = new SaneLog(seed);
    Instant end = Script.START.plus(length);
    while (log.now.isBefore(end)) {
      log.step();
    }
    return log.places;
  }

  /** A host that dies after a day and does not come back. */
  static List<Place> deadHost(Duration length) {
    SaneLog log = new SaneLog(1);
    log.hostSpeaks = true;
    log.hostChangesAt = Script.START.plus(Duration.ofDays(1));
    Instant end = Script.START.plus(length);
    while (log.now.isBefore(end)) {
      if (!log.hostSpeaks) {
        log.hostChangesAt = Instant.MAX;
      }
      log.step();
    }
    return log.places;
  }

  private void step() {
    now = now.plusMillis(random.nextInt(120_000));
    if (!now.isBefore(hostChangesAt)) {
      hostSpeaks = !hostSpeaks;
      hostChangesAt =
          now.plusSeconds(
              hostSpeaks
                  ? random.nextInt(40_000)
                  : random.nextInt(random.nextInt(4) == 0 ? 200_000 : 3_000));
    }
    if (truth.settingsAt().filter(at -> at.isAfter(now.minus(Duration.ofDays(1)))).isEmpty()) {
      append(TestSettings.DEFAULTS.record());
    }
    if (random.nextInt(300) == 0) {
      pressure();
    }
    String callId = "c" + calls++;
    if (truth.breaker(now) instanceof Breaker.HalfOpen) {
      call(new Ask.Probe(callId, "w1", false), new ProbeAsked(callId, "w1", false));
    } else {
      String requestId = "r" + random.nextInt(5 + calls / 3);
      call(
          new Ask.Call(callId, new PassKey(requestId, 0), "w1"),
          new CallAsked(callId, requestId, 0, "w1"));
    }
  }

  private void call(Ask ask, ProtectionRecord record) {
    if (!(truth.expect(ask, now) instanceof Verdict.Granted)) {
      if (random.nextInt(200) == 0) {
        // It lost a race for rate, slots or the probe. Nobody but its owner asks for a request.
        append(new CallAsked(ask.callId(), "race-" + ask.callId(), 0, "w2"));
      }
      return;
    }
    append(record);
    if (random.nextInt(30) == 0) {
      return; // The worker dies in the call.
    }
    now = now.plusMillis(random.nextInt(15_000));
    CallResult failure = random.nextBoolean() ? CallResult.BROKEN : CallResult.TIMED_OUT;
    CallResult result = hostSpeaks && random.nextInt(20) > 0 ? CallResult.SPOKEN : failure;
    append(new CallEnded(ask.callId(), "w1", result, Duration.ofSeconds(1), null));
  }

  private void pressure() {
    append(new HostBeat("kokoro", "h1", PressureLevel.CRITICAL, "load 12", false));
    now = now.plusSeconds(5);
    append(new HostBeat("kokoro", "h1", PressureLevel.GOING_AWAY, "stopped", false));
  }

  private void append(ProtectionRecord record) {
    places.add(new Place(Optional.of(record), now));
    truth.apply(Optional.of(record), now);
  }
}
