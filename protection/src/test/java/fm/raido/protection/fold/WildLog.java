package fm.raido.protection.fold;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Records that no sensible worker would write: asks without looking, ends of anybody's calls, ids
 * that repeat, clocks that jump, rubbish.
 */
final class WildLog {

  /** One place in the log. */
  record Place(Optional<ProtectionRecord> record, Instant timestamp) {}

  private final Random random;
  private final boolean hosts;
  private final List<Place> places = new ArrayList<>();
  private final List<CallEnded> endable = new ArrayList<>();
  private Instant now = Script.START;
  private int asked;

  private WildLog(long seed) {
    random = new Random(seed);
    // Hosts that are not heard all the time close the gate nearly always: only in some logs.
    hosts = seed % 3 == 0;
  }

  static List<Place> of(long seed, int length) {
    WildLog log = new WildLog(seed);
    log.add(log.settings());
    while (log.places.size() < length) {
      log.step();
    }
    return log.places;
  }

  private void step() {
    now = now.plus(pause());
    switch (random.nextInt(100)) {
      case 0 -> add(settings());
      case 1 -> add(random.nextInt(4) == 0 ? unreadable() : settings());
      case 2 -> add(switchSet());
      case 3 -> places.add(new Place(Optional.empty(), now));
      case 4 -> add(new WorkerSaid(worker(), Set.of(GateCause.STORE_FAILED), true, false));
      case 5 -> add(new HostForgotten("h" + random.nextInt(2), "ann"));
      case 6, 7, 8, 9, 10 -> beat();
      case 11, 12, 13, 14, 15, 16 -> probe();
      default -> {
        if (random.nextInt(100) < 55) {
          ask();
        } else {
          end();
        }
      }
    }
  }

  private void ask() {
    String callId = callId();
    String worker = worker();
    add(new CallAsked(callId, "r" + random.nextInt(200), random.nextInt(2), worker));
    willEnd(callId, worker);
  }

  private void probe() {
    String callId = callId();
    String worker = worker();
    add(new ProbeAsked(callId, worker, random.nextInt(3) == 0));
    willEnd(callId, worker);
  }

  private void willEnd(String callId, String worker) {
    CallResult[] results = CallResult.values();
    CallResult result =
        random.nextInt(3) > 0 ? CallResult.SPOKEN : results[random.nextInt(results.length)];
    Duration retryAfter = random.nextInt(10) == 0 ? Duration.ofSeconds(random.nextInt(40)) : null;
    endable.add(
        new CallEnded(
            callId,
            random.nextInt(20) == 0 ? worker() : worker,
            result,
            Duration.ofMillis(random.nextInt(5000)),
            retryAfter));
  }

  private void end() {
    if (endable.isEmpty()) {
      return;
    }
    // Mostly lately asked calls; some for the second time.
    int newest = Math.max(0, endable.size() - 1 - random.nextInt(4));
    CallEnded end = endable.get(newest);
    if (random.nextInt(10) > 0) {
      endable.remove(newest);
    }
    add(end);
    if (end.result() == CallResult.TIMED_OUT && random.nextBoolean()) {
      now = now.plusMillis(random.nextInt(3000));
      add(new SlotFreed(end.callId(), end.worker()));
    }
  }

  private void beat() {
    if (hosts) {
      PressureLevel[] levels = PressureLevel.values();
      PressureLevel level =
          random.nextInt(4) > 0 ? PressureLevel.NORMAL : levels[random.nextInt(levels.length)];
      String service = random.nextInt(10) == 0 ? "other" : "kokoro";
      add(new HostBeat(service, "h" + random.nextInt(2), level, "load 12", false));
    }
  }

  private SettingsSet settings() {
    return new SettingsSet(
        1,
        FoldVersions.CURRENT,
        TestSettings.DEFAULTS
            .perMinute(random.nextInt(1, 30))
            .inFlight(random.nextInt(1, 8))
            .failures(random.nextInt(1, 6))
            .attempts(random.nextInt(1, 4))
            .rampStep(Duration.ofSeconds(random.nextInt(61)))
            .settings(),
        worker());
  }

  private SettingsSet unreadable() {
    return new SettingsSet(1, 99, TestSettings.DEFAULTS.settings(), worker());
  }

  private SwitchSet switchSet() {
    return new SwitchSet(
        random.nextInt(3) == 0, "why", "ann", Duration.ofSeconds(random.nextInt(-5, 120)));
  }

  private String callId() {
    return random.nextInt(20) == 0 && asked > 0
        ? "c" + random.nextInt(Math.max(0, asked - 20), asked)
        : "c" + asked++;
  }

  private String worker() {
    return "w" + random.nextInt(3);
  }

  private Duration pause() {
    return switch (random.nextInt(200)) {
      case 0 -> Duration.ofMinutes(random.nextInt(1, 70));
      case 1 -> random.nextInt(20) == 0 ? Duration.ofHours(random.nextInt(200)) : Duration.ZERO;
      case 2, 3 -> Duration.ofSeconds(-random.nextInt(10));
      case 4, 5, 6 -> Duration.ofSeconds(60);
      case 7, 8, 9 -> Duration.ofSeconds(random.nextInt(290, 310));
      default -> Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(8000) : 50);
    };
  }

  private void add(ProtectionRecord record) {
    places.add(new Place(Optional.of(record), now));
  }
}
