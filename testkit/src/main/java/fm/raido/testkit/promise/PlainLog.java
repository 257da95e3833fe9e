package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.testkit.promise.Grant.Phase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the protection log once more, from its beginning, as plainly as the promises are put, and
 * tells how the log stood at each ask that a worker took for granted. Asks that nobody acted upon
 * are passed over, so it sees at most what was granted, never more.
 */
public final class PlainLog {
  private static final long MINUTE = 60_000;
  private static final long WEEK = 7L * 24 * 60 * MINUTE;

  private final Predicate<String> actedUpon;
  private final Consumer<Grant> granted;
  private final Consumer<Grant> passedOver;
  private final PlainCauses causes = new PlainCauses();
  private final PlainBreaker breaker = new PlainBreaker();
  private final Map<String, Lease> leases = new HashMap<>();
  private final Deque<Long> grants = new ArrayDeque<>();
  private final Map<PassKey, Integer> attempts = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Instant> toldFailures = new HashMap<>();
  private @Nullable FoldSettings rules;
  private boolean readable = true;
  private long rulesAt;
  private long now = Long.MIN_VALUE;

  private static final class Lease {
    final Ask ask;
    final int era;
    final long expiresAt;
    boolean timedOut;

    Lease(Ask ask, int era, long expiresAt) {
      this.ask = ask;
      this.era = era;
      this.expiresAt = expiresAt;
    }

    boolean isSharedProbe() {
      return ask.request == null && !ask.own;
    }
  }

  private record Ask(String callId, String worker, @Nullable PassKey request, boolean own) {}

  /**
   * @param actedUpon whether somebody took that call for granted: called the host, or told its end
   * @param granted told of each such ask
   */
  public PlainLog(Predicate<String> actedUpon, Consumer<Grant> granted) {
    this(actedUpon, granted, passedOver -> {});
  }

  /**
   * @param passedOver told how the log stood at each ask that nobody acted upon, as if it had been
   *     granted there
   */
  PlainLog(Predicate<String> actedUpon, Consumer<Grant> granted, Consumer<Grant> passedOver) {
    this.actedUpon = actedUpon;
    this.granted = granted;
    this.passedOver = passedOver;
  }

  /** The next record; empty for one that cannot be decoded, whose time counts all the same. */
  public void read(Instant appendedAt, Optional<ProtectionRecord> record) {
    now = Math.max(now, appendedAt.toEpochMilli());
    leases.values().removeIf(lease -> lease.expiresAt <= now);
    breaker.at(now);
    record.ifPresent(this::read);
  }

  /** Calls whose failure was told while their lease lived, and when; own probes left out. */
  public Map<String, Instant> toldFailures() {
    return toldFailures;
  }

  /** What nobody has confirmed for a week is forgotten; what nobody can follow allows nothing. */
  private @Nullable FoldSettings inForce() {
    return readable && now < rulesAt + WEEK ? rules : null;
  }

  /** Most grants in 60 s as things stand; 0 without settings that can be followed. */
  public int perMinute() {
    FoldSettings set = inForce();
    return set == null ? 0 : perMinute(set);
  }

  private int perMinute(FoldSettings set) {
    int half = causes.isWarning(now) ? 2 : 1;
    return Math.max(1, Math.ceilDiv(set.maxPerMinute() * percent(set), 100 * half));
  }

  /** The last settings that could be followed; null before there are any. */
  public @Nullable FoldSettings rules() {
    return rules;
  }

  /** The shared breaker's phase after what was read. */
  public Phase breaker() {
    return breaker.phase();
  }

  /**
   * What closes the gate from the last record's time to that one, the open breaker included; null
   * where nothing does, or before there are settings.
   */
  public @Nullable String closedUntil(Instant time) {
    FoldSettings set = rules;
    if (set == null) {
      return null;
    }
    if (!readable) {
      return "settings that nobody knows";
    }
    long later = Math.max(now, time.toEpochMilli());
    return breaker.isOpenAt(later) ? breaker.toString() : causes.closedBetween(now, later, set);
  }

  private void read(ProtectionRecord record) {
    switch (record) {
      case ProtectionRecord.SettingsSet set -> {
        // Leases granted under the rules before come to their end under them.
        readable = set.foldVersion() == ProtectionRecord.SettingsSet.FOLD_VERSION;
        rules = readable ? set.settings() : rules;
        rulesAt = now;
      }
      case ProtectionRecord.CallAsked ask ->
          asked(
              new Ask(ask.callId(), ask.worker(), new PassKey(ask.requestId(), ask.pass()), false));
      case ProtectionRecord.ProbeAsked ask ->
          asked(new Ask(ask.callId(), ask.worker(), null, ask.own()));
      case CallEnded ended -> ended(ended);
      case ProtectionRecord.SlotFreed freed -> {
        Lease lease = leases.get(freed.callId());
        if (lease != null && lease.timedOut && lease.ask.worker.equals(freed.worker())) {
          leases.remove(freed.callId());
        }
      }
      case ProtectionRecord.WorkerSaid said -> {}
      case ProtectionRecord.HostBeat beat -> causes.heard(beat, now);
      case ProtectionRecord.HostForgotten forgotten -> causes.forgotten(forgotten, now, rules);
      case ProtectionRecord.SwitchSet set -> causes.switched(set, now);
    }
  }

  private void asked(Ask ask) {
    if (!asked.add(ask.callId)) {
      return;
    }
    FoldSettings set = inForce();
    Grant grant = set == null ? withoutRules(ask) : grant(ask, set);
    if (!actedUpon.test(ask.callId)) {
      passedOver.accept(grant);
      return;
    }
    PassKey request = grant.request();
    if (request == null && !ask.own) {
      breaker.probed(now);
    }
    if (set != null) {
      grants.addLast(now);
      if (request != null) {
        attempts.merge(request, 1, Integer::sum);
      }
      leases.put(ask.callId, new Lease(ask, breaker.era(), now + set.leaseTime().toMillis()));
    }
    granted.accept(grant);
  }

  private Grant withoutRules(Ask ask) {
    return new Grant(
        ask.callId,
        ask.worker,
        ask.request,
        ask.own,
        Instant.ofEpochMilli(now),
        null,
        null,
        false,
        breaker.phase(),
        true,
        false,
        0,
        0,
        100,
        0,
        0,
        0,
        false);
  }

  private Grant grant(Ask ask, FoldSettings set) {
    while (!grants.isEmpty() && grants.getFirst() <= now - MINUTE) {
      grants.removeFirst();
    }
    int percent = percent(set);
    int half = causes.isWarning(now) ? 2 : 1;
    PassKey request = ask.request;
    return new Grant(
        ask.callId,
        ask.worker,
        request,
        ask.own,
        Instant.ofEpochMilli(now),
        set,
        causes.closedBetween(now, now, set),
        causes.isSilent(now),
        breaker.isOpenAt(now) ? Phase.OPEN : breaker.phase(),
        breaker.hasRoom(inFlight(), set),
        leases.values().stream()
            .anyMatch(it -> it.isSharedProbe() && !it.timedOut && it.era == breaker.era()),
        grants.size() + 1,
        perMinute(set),
        percent,
        leases.size() + 1,
        Math.max(1, Math.ceilDiv(set.maxInFlight(), half)),
        request == null ? 0 : attempts.getOrDefault(request, 0) + 1,
        request != null && leases.values().stream().anyMatch(it -> request.equals(it.ask.request)));
  }

  private int inFlight() {
    return (int)
        leases.values().stream()
            .filter(it -> !it.ask.own && !it.timedOut && it.era == breaker.era())
            .count();
  }

  private int percent(FoldSettings set) {
    long from = Math.max(breaker.rampFrom(), causes.rampFrom(now, set));
    long step = set.rampStep().toMillis();
    long passed = now - from;
    if (from == Long.MIN_VALUE || passed >= 3 * step) {
      return 100;
    }
    return passed < step ? 10 : passed < 2 * step ? 20 : 50;
  }

  private void ended(CallEnded ended) {
    Lease lease = leases.get(ended.callId());
    FoldSettings set = rules;
    if (lease == null
        || lease.timedOut
        || set == null
        || !lease.ask.worker.equals(ended.worker())) {
      return;
    }
    CallResult result = ended.result();
    if (!lease.ask.own) {
      if (result.isHostFailure()) {
        toldFailures.put(ended.callId(), Instant.ofEpochMilli(now));
      }
      if (lease.era == breaker.era()) {
        breaker.ended(result, now, set, percent(set) < 100);
      }
    }
    var wish = ended.retryAfter();
    if (wish != null && result.isHostFailure() && result != CallResult.TIMED_OUT) {
      causes.retryAfter(now + Math.min(wish.toMillis(), set.breakerOpen().toMillis()), now);
    }
    if (result == CallResult.UNUSED && lease.ask.request != null) {
      attempts.merge(lease.ask.request, -1, Integer::sum);
    }
    if (result == CallResult.TIMED_OUT) {
      lease.timedOut = true;
    } else {
      leases.remove(ended.callId());
    }
  }
}
