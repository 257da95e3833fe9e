package fm.raido.system.simulation;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.protection.FoldSettings;
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
import fm.raido.worker.loop.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker is told, bent as the planted bug wants it: a rule that is broken in a core shows as
 * a core that keeps the rule over another log. Without a bug it is told what is there.
 */
final class BentView {
  private final Simulation sim;
  private final String worker;
  private final FoldSettings settings;
  private final Set<String> takenForGranted = new HashSet<>();
  private int phantoms;

  BentView(Simulation sim, String worker, FoldSettings settings) {
    this.sim = sim;
    this.worker = worker;
    this.settings = settings;
  }

  /** An own ask is folded before the log has it; its place in the log is passed over later. */
  void takeForGranted(ProtectionRecord ask, SimulatedWorker reader) {
    takenForGranted.add(ask.about());
    reader.readAtOnce(new LogEntry(Instant.ofEpochMilli(sim.now()), Optional.of(ask)));
  }

  /** What the worker reads where the log holds that entry. */
  void read(LogEntry entry, boolean isHistory, List<LogEntry> into) {
    if (sim.bug() == PlantedBug.NONE || entry.record().isEmpty()) {
      into.add(entry);
      return;
    }
    ProtectionRecord record = entry.record().get();
    switch (sim.bug()) {
      case GRANT_WITHOUT_THE_LOG, ATTEMPT_COUNTED_AFTER_THE_CALL -> {
        if (!takenForGranted.contains(record.about()) || !(record instanceof CallAsked)) {
          into.add(entry);
        }
      }
      case LEASE_NEVER_ENDS -> {
        if (record instanceof SettingsSet set) {
          add(
              entry,
              settings(
                  set,
                  Duration.ofMinutes(50),
                  set.settings().maxAttempts(),
                  set.settings().breakerFailures()),
              into);
        } else if (!(record instanceof CallEnded || record instanceof SlotFreed)) {
          into.add(entry);
        }
      }
      case HALF_OPEN_LETS_TWO_THROUGH -> {
        if (!(record instanceof ProbeAsked probe && !probe.worker().equals(worker))) {
          into.add(entry);
        }
      }
      case RESUME_IGNORES_OTHER_CAUSES -> {
        into.add(entry);
        if (record instanceof SwitchSet set && !set.on()) {
          add(entry, new HostForgotten("h1", "nobody"), into);
        }
      }
      case PRE_CHECK_CHANGES_STATE -> {
        if (record instanceof CallAsked asked && asked.worker().equals(worker)) {
          String callId = "phantom-" + phantoms++;
          add(entry, new CallAsked(callId, asked.requestId(), asked.pass(), worker), into);
        }
        into.add(entry);
      }
      case OWN_OPINION_OF_ATTEMPTS -> {
        if (record instanceof SettingsSet set) {
          add(
              entry,
              settings(
                  set,
                  set.settings().grace(),
                  set.settings().maxAttempts() + 1,
                  set.settings().breakerFailures()),
              into);
        } else {
          into.add(entry);
        }
      }
      case BREAKER_OPENS_LATE -> {
        if (record instanceof SettingsSet set) {
          FoldSettings was = set.settings();
          add(
              entry,
              settings(set, was.grace(), was.maxAttempts(), was.breakerFailures() + 5),
              into);
        } else {
          into.add(entry);
        }
      }
      case NEWER_RULES_ARE_FOLLOWED -> {
        if (record instanceof SettingsSet set) {
          add(
              entry,
              new SettingsSet(
                  set.revision(), SettingsSet.FOLD_VERSION, set.settings(), set.worker()),
              into);
        } else {
          into.add(entry);
        }
      }
      case OTHER_STORE_IS_NOT_SEEN -> {
        if (record instanceof SettingsSet set) {
          FoldSettings mine = Weather.withStore(set.settings(), settings.store());
          add(entry, new SettingsSet(set.revision(), set.foldVersion(), mine, set.worker()), into);
        } else {
          into.add(entry);
        }
      }
      case PRESSURE_IS_NOT_HEARD -> {
        if (record instanceof HostBeat beat && beat.level() == PressureLevel.CRITICAL) {
          add(entry, beat(beat, PressureLevel.WARNING), into);
        } else {
          into.add(entry);
        }
      }
      case SILENCE_IS_NOT_HEARD -> {
        into.add(entry);
        if (record instanceof HostBeat beat && beat.level() == PressureLevel.NORMAL) {
          add(entry, beat(beat, PressureLevel.GOING_AWAY), into);
        }
      }
      case START_WITHOUT_HISTORY -> {
        boolean isGrant = record instanceof CallAsked || record instanceof ProbeAsked;
        if (!isGrant || !isHistory) {
          into.add(entry);
        }
      }
      default -> into.add(entry);
    }
  }

  private static void add(LogEntry entry, ProtectionRecord other, List<LogEntry> into) {
    into.add(new LogEntry(entry.appendedAt(), Optional.of(other)));
  }

  private static HostBeat beat(HostBeat beat, PressureLevel level) {
    return new HostBeat(beat.service(), beat.host(), level, beat.reason(), beat.rehearsal());
  }

  private static SettingsSet settings(
      SettingsSet set, Duration grace, int maxAttempts, int breakerFailures) {
    FoldSettings was = set.settings();
    return new SettingsSet(
        set.revision(),
        set.foldVersion(),
        new FoldSettings(
            was.service(),
            was.maxPerMinute(),
            was.maxInFlight(),
            breakerFailures,
            was.breakerOpen(),
            maxAttempts,
            was.callTimeout(),
            grace,
            was.backoffMin(),
            was.backoffMax(),
            was.rampStep(),
            was.protectionCooldown(),
            was.protectOnHosts(),
            was.store()),
        set.worker());
  }

  /** What the worker reads where the topic holds that request. */
  RequestReading request(RequestReading reading) {
    if (sim.bug() == PlantedBug.DEADLINE_WAITS_FOR_A_LEASE
        && reading instanceof RequestReading.Valid(AnnouncementRequest request)
        && request.airBy() != null) {
      return new RequestReading.Valid(
          new AnnouncementRequest(
              request.schemaVersion(),
              request.id(),
              request.station(),
              request.kind(),
              request.track(),
              request.text(),
              request.voice(),
              request.speed(),
              request.airBy().plus(settings.leaseTime()),
              request.createdAt(),
              request.pass()));
    }
    return reading;
  }
}
