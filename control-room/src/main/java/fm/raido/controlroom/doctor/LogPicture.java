package fm.raido.controlroom.doctor;

import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.EndedCall;
import fm.raido.protection.fold.HostView;
import fm.raido.protection.fold.LastWord;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the protection log says at one moment.
 *
 * @param at the moment, not before the log's own time
 * @param lastRecord the time of its last record
 * @param set the settings in force, of whatever version
 * @param rules the rules in force; empty where there are none or this program cannot read them
 * @param recentCalls the last calls that ended, newest first
 * @param clock records that lie over 5 s behind the ones before them
 */
record LogPicture(
    Instant at,
    Instant lastRecord,
    Optional<SettingsSet> set,
    Optional<FoldSettings> rules,
    Gate gate,
    Breaker breaker,
    List<HostView> hosts,
    List<LastWord> workers,
    List<EndedCall> recentCalls,
    long clock) {

  static LogPicture of(ProtectionFold fold, Instant clock) {
    Instant at = clock.isBefore(fold.time()) ? fold.time() : clock;
    return new LogPicture(
        at,
        fold.time(),
        fold.settings(),
        fold.rules(),
        fold.gate(at),
        fold.breaker(at),
        fold.hosts(at),
        fold.workers(),
        fold.recentCalls(),
        fold.counters().getOrDefault("clock", 0L));
  }
}
