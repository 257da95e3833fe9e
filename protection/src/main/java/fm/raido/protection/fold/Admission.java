package fm.raido.protection.fold;

import fm.raido.protection.gate.Closure;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.FoldSettings;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers asks: the rules of {@link Refusal}, one after the other. Changes nothing. */
final class Admission {
  private final FoldState state;
  private final FoldSettings rules;
  private final Instant now;

  private Admission(FoldState state, FoldSettings rules, Instant now) {
    this.state = state;
    this.rules = rules;
    this.now = now;
  }

  static Verdict answer(FoldState state, Ask ask, Instant now) {
    return state
        .settings
        .rules(now)
        .map(rules -> new Admission(state, rules, now).answer(ask))
        .orElseGet(() -> noSettings(state, now));
  }

  private static Verdict noSettings(FoldState state, Instant now) {
    return new Verdict.Refused(
        Refusal.NO_SETTINGS,
        Optional.empty(),
        state.settings.isUnreadable(now)
            ? "the settings in force are of a version that this program does not know"
            : "no settings are in force");
  }

  private Verdict answer(Ask ask) {
    Optional<Verdict> refused =
        switch (ask) {
          case Ask.Call call -> gateClosed().or(() -> requestSpent(call.request()));
          case Ask.Probe probe -> gateClosed();
        };
    return refused
        .or(() -> repeated(ask))
        .or(this::rateSpent)
        .or(this::slotsTaken)
        .orElseGet(() -> breakerLast(ask));
  }

  private Optional<Verdict> gateClosed() {
    Gate gate = state.gate(now);
    return gate.isOpen()
        ? Optional.empty()
        : refused(
            Refusal.GATE_CLOSED,
            gate.earliestOpening(),
            gate.closures().stream().map(Closure::detail).collect(Collectors.joining("; ")));
  }

  private Optional<Verdict> requestSpent(PassKey request) {
    Optional<Lease> live =
        state.requests.lastCall(request, now).flatMap(call -> state.leases.live(call, now));
    if (live.isPresent()) {
      return refused(
          Refusal.LEASE_LIVE,
          live.map(Lease::expiresAt),
          "call " + live.get().callId() + " of worker " + live.get().worker() + " is on its way");
    }
    int used = state.requests.used(request, now);
    return used < rules.maxAttempts()
        ? Optional.empty()
        : refused(
            Refusal.ATTEMPTS_USED, Optional.empty(), used + " of " + rules.maxAttempts() + " used");
  }

  private Optional<Verdict> repeated(Ask ask) {
    boolean seen =
        state.seen.contains(ask.callId(), now) || state.leases.live(ask.callId(), now).isPresent();
    return seen
        ? refused(
            Refusal.CALL_REPEATED, Optional.empty(), "call " + ask.callId() + " was asked before")
        : Optional.empty();
  }

  private Optional<Verdict> rateSpent() {
    int count = state.window.count(now);
    int limit = state.limits(rules, now).perMinute();
    return count < limit
        ? Optional.empty()
        : refused(
            Refusal.RATE_SPENT,
            Optional.of(state.rateFreeAt(rules, now)),
            count + " calls in the last minute, " + limit + " allowed");
  }

  private Optional<Verdict> slotsTaken() {
    int count = state.leases.count(now);
    int limit = state.limits(rules, now).inFlight();
    return count < limit
        ? Optional.empty()
        : refused(
            Refusal.SLOTS_TAKEN,
            Optional.of(state.leases.freeAt(limit, now)),
            count + " calls in flight, " + limit + " allowed");
  }

  private Verdict breakerLast(Ask ask) {
    return switch (state.circuit(now)) {
      case Circuit.Closed closed ->
          switch (ask) {
            case Ask.Call call -> callWhileClosed(call, closed);
            case Ask.Probe probe when probe.own() -> granted(probe, closed.era());
            case Ask.Probe probe when closed.believesProbe(now) ->
                granted(probe, closed.probed(now).era());
            case Ask.Probe _ -> notWanted("no probe is wanted: the breaker is closed", null);
          };
      case Circuit.HalfOpen half ->
          ask instanceof Ask.Probe probe && !probe.own()
              ? probeWhileHalfOpen(probe, half)
              : notWanted("the breaker is half-open: only its probe is let", half.lapsesAt());
      // Not reached: an open breaker closes the gate.
      case Circuit.Open open -> notWanted(open.why(), open.until());
    };
  }

  private Verdict callWhileClosed(Ask.Call call, Circuit.Closed closed) {
    int inFlight = state.leases.inFlight(closed.era(), now);
    if (closed.room(rules.breakerFailures(), inFlight) > 0) {
      return granted(call, closed.era());
    }
    // Time helps too: an old failure is forgotten, or a call in flight abandoned.
    Optional<Instant> forgotten = closed.nextChange();
    Optional<Instant> abandoned = state.leases.nextChange(now);
    return new Verdict.Refused(
        Refusal.BREAKER_AT_LIMIT,
        forgotten.filter(at -> abandoned.filter(at::isAfter).isEmpty()).or(() -> abandoned),
        closed.failures().size() + " failures and " + inFlight + " calls in flight");
  }

  private Verdict probeWhileHalfOpen(Ask.Probe probe, Circuit.HalfOpen half) {
    Optional<Lease> other = state.leases.probe(half.era(), now);
    return other
        .<Verdict>map(
            lease -> notWanted("worker " + lease.worker() + " probes already", lease.expiresAt()))
        .orElseGet(() -> granted(probe, half.era()));
  }

  private Verdict granted(Ask ask, long era) {
    Instant expiresAt = now.plus(rules.leaseTime());
    return new Verdict.Granted(
        switch (ask) {
          case Ask.Call call ->
              new Lease(
                  call.callId(),
                  call.worker(),
                  Optional.of(call.request()),
                  false,
                  era,
                  now,
                  expiresAt,
                  false);
          case Ask.Probe probe ->
              new Lease(
                  probe.callId(),
                  probe.worker(),
                  Optional.empty(),
                  probe.own(),
                  era,
                  now,
                  expiresAt,
                  false);
        });
  }

  private static Verdict notWanted(String why, @Nullable Instant retryAt) {
    return new Verdict.Refused(Refusal.BREAKER_HALF_OPEN, Optional.ofNullable(retryAt), why);
  }

  private static Optional<Verdict> refused(
      Refusal refusal, Optional<Instant> retryAt, String detail) {
    return Optional.of(new Verdict.Refused(refusal, retryAt, detail));
  }
}
