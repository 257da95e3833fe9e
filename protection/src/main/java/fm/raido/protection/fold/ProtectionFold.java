package fm.raido.protection.fold;

import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state machine over the protection log. {@link #apply} takes one record after the other;
 * everything else asks, and changes nothing.
 *
 * <p>Log time never runs backwards: a record counts at the largest timestamp so far. A query's
 * {@code now} is log time too; one that lies before {@link #time()} is taken as that. For one
 * thread at a time.
 */
public final class ProtectionFold {
  /** A record further behind is counted: some broker's clock is wrong. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private final FoldState state = new FoldState();
  private final CallEnds calls = new CallEnds(state);
  private final Map<String, Long> skipped = new TreeMap<>();
  private Instant time = Instant.EPOCH;
  private long granted;
  private long refused;
  private long behind;

  /**
   * Applies the next record of the log. {@code record} is empty where the value cannot be decoded.
   */
  public Applied apply(Optional<ProtectionRecord> record, Instant timestamp) {
    if (timestamp.isBefore(time.minus(CLOCK_TOLERANCE))) {
      behind++;
    }
    if (timestamp.isAfter(time)) {
      time = timestamp;
      state.forget(time);
    }
    Applied applied = record.map(this::applied).orElseGet(SkipReason.UNDECODABLE::skipped);
    if (applied instanceof Applied.Skipped skip) {
      skipped.merge(skip.why(), 1L, Long::sum);
    }
    return applied;
  }

  private Applied applied(ProtectionRecord record) {
    return switch (record) {
      case ProtectionRecord.SettingsSet set ->
          state.settings.set(set, time)
              ? new Applied.Noted(set)
              : SkipReason.SETTINGS_OUT_OF_RANGE.skipped();
      case ProtectionRecord.CallAsked asked ->
          answered(
              new Ask.Call(
                  asked.callId(), new PassKey(asked.requestId(), asked.pass()), asked.worker()));
      case ProtectionRecord.ProbeAsked asked ->
          answered(new Ask.Probe(asked.callId(), asked.worker(), asked.own()));
      case ProtectionRecord.CallEnded ended -> calls.ended(ended, time);
      case ProtectionRecord.SlotFreed freed -> calls.freed(freed, time);
      case HostBeat beat -> heard(beat);
      case ProtectionRecord.WorkerSaid said -> {
        state.history.said(said, time);
        yield new Applied.Noted(said);
      }
      case ProtectionRecord.SwitchSet set ->
          state.stated.set(set, time) ? new Applied.Noted(set) : SkipReason.SWITCH_TIME.skipped();
      case ProtectionRecord.HostForgotten forgotten -> {
        state.hosts.forgotten(forgotten.host(), time, state.cooldown());
        yield new Applied.Noted(forgotten);
      }
    };
  }

  private Applied answered(Ask ask) {
    Verdict verdict = Admission.answer(state, ask, time);
    state.seen.add(ask.callId(), time);
    switch (verdict) {
      case Verdict.Granted grant -> {
        granted++;
        calls.granted(grant.lease());
      }
      case Verdict.Refused _ -> refused++;
    }
    return new Applied.Answered(ask, verdict);
  }

  private Applied heard(HostBeat beat) {
    state.hosts.heard(beat, time, state.cooldown());
    Optional<FoldSettings> rules = state.settings.rules(time);
    if (rules.filter(set -> !Hosts.isOfService(beat, set)).isPresent()) {
      return SkipReason.OTHER_SERVICE.skipped();
    }
    return rules.filter(set -> !Hosts.counts(beat, set)).isPresent()
        ? SkipReason.OTHER_HOST.skipped()
        : new Applied.Noted(beat);
  }

  /** The largest timestamp so far; the epoch before the first record. */
  public Instant time() {
    return time;
  }

  /**
   * The settings in force, of whatever version; empty where there are none or nobody has confirmed
   * them for 7 days.
   */
  public Optional<ProtectionRecord.SettingsSet> settings() {
    return state.settings.record(time);
  }

  /** When the settings in force were written, in log time. */
  public Optional<Instant> settingsAt() {
    return state.settings.at(time);
  }

  /** The rules in force; empty where there are none, or their version is unknown. */
  public Optional<FoldSettings> rules() {
    return state.settings.rules(time);
  }

  /** The fold version in force is one that this program does not know. */
  public boolean isUnreadable() {
    return state.settings.isUnreadable(time);
  }

  /** Records that were skipped, by reason; monotone. */
  public Map<String, Long> skipped() {
    return Map.copyOf(skipped);
  }

  /**
   * Other counts, monotone: {@code granted} and {@code refused} asks, and {@code clock}: records
   * over 5 s behind the largest timestamp before them.
   */
  public Map<String, Long> counters() {
    return Map.of("granted", granted, "refused", refused, "clock", behind);
  }

  /**
   * What the answer to that ask would be if it were the next record, at that time. Changes nothing.
   */
  public Verdict expect(Ask ask, Instant now) {
    return Admission.answer(state, ask, notBefore(now));
  }

  /**
   * How many more grants a worker may expect at that time, over all requests; 0 while the gate is
   * closed or the breaker half-open. Changes nothing.
   */
  public int expectedGrants(Instant now) {
    return expectedGrants(now, 0);
  }

  /**
   * The same, with records on their way to the log that end so many leases: they come before any
   * ask that is sent after them.
   */
  public int expectedGrants(Instant now, int ending) {
    Instant at = notBefore(now);
    return state.settings.rules(at).map(rules -> state.room(rules, ending, at)).orElse(0);
  }

  /** The causes from the log that hold at that time. */
  public Gate gate(Instant now) {
    return state.gate(notBefore(now));
  }

  public Breaker breaker(Instant now) {
    return state.breaker(notBefore(now));
  }

  /** What the log knows of that request. */
  public RequestCalls calls(PassKey request, Instant now) {
    return state.requests.calls(request, state.leases, notBefore(now));
  }

  /** Live leases, oldest first. */
  public List<Lease> leases(Instant now) {
    return state.leases.live(notBefore(now));
  }

  /**
   * Most grants in any 60 s at that time: the setting, halved under a warning, less during a ramp;
   * 0 where no settings are in force.
   */
  public int perMinute(Instant now) {
    return limits(now).perMinute();
  }

  /** Most live leases at that time: the setting, halved under a warning; 0 without settings. */
  public int inFlight(Instant now) {
    return limits(now).inFlight();
  }

  /** Grants in the 60 s before that time. */
  public int grantsInLastMinute(Instant now) {
    return state.window.count(notBefore(now));
  }

  /**
   * The earliest time after {@code now} at which an answer may change without a record; empty where
   * none can.
   */
  public Optional<Instant> nextChange(Instant now) {
    return state.nextChange(notBefore(now));
  }

  /** The median of the last 20 spoken calls, probes left out; 2 s before there are any. */
  public Duration medianSpoken() {
    return state.history.medianSpoken();
  }

  /**
   * When a call or probe of any worker but that one last proved that the host works, in log time:
   * to find out whether it is cut off.
   */
  public Optional<Instant> lastSuccessOfOthers(String worker) {
    return state.history.lastSuccessOfOthers(worker);
  }

  /** The last 20 ended calls, newest first. */
  public List<EndedCall> recentCalls() {
    return state.history.recentCalls();
  }

  /** What each worker said last of itself in the last 7 days, the latest at the end. */
  public List<LastWord> workers() {
    return state.history.workers();
  }

  /** The speech hosts heard in the last 7 days, the latest at the end. */
  public List<HostView> hosts(Instant now) {
    Instant at = notBefore(now);
    return state.hosts.view(state.settings.rules(at), at);
  }

  private Limits limits(Instant now) {
    Instant at = notBefore(now);
    return state
        .settings
        .rules(at)
        .map(rules -> state.limits(rules, at))
        .orElseGet(() -> new Limits(0, 0));
  }

  private Instant notBefore(Instant now) {
    return Horizon.later(time, now);
  }
}
