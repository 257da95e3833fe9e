package fm.raido.controlroom.doctor;

import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.EndedCall;
import fm.raido.protection.fold.HostView;
import fm.raido.protection.fold.LastWord;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

  /**
   * The picture by this machine's clock, unless a host seems to be silent by that: then by what a
   * record that has just come shows of the brokers' time, for a clock that is ahead makes every
   * host silent.
   *
   * @param ahead how far this machine's clock is ahead, where anybody knows; asked only then, for
   *     it takes seconds
   */
  static LogPicture of(ProtectionFold fold, Instant clock, Supplier<Optional<Duration>> ahead) {
    LogPicture picture = of(fold, clock);
    boolean seemsSilent = picture.hosts().stream().anyMatch(host -> host.counts() && host.silent());
    return seemsSilent ? of(fold, clock.minus(ahead.get().orElse(Duration.ZERO))) : picture;
  }

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
