package fm.raido.protection.fold;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What grants and the ends of calls do to the state. */
final class CallEnds {
  private final FoldState state;

  CallEnds(FoldState state) {
    this.state = state;
  }

  void granted(Lease lease) {
    Instant now = lease.grantedAt();
    state.window.add(now);
    state.leases.add(lease);
    lease.request().ifPresent(request -> state.requests.granted(request, lease.callId(), now));
    if (lease.isProbe() && !lease.own()) {
      state.circuit(
          switch (state.circuit(now)) {
            case Circuit.HalfOpen half -> half.probed(now);
            case Circuit.Closed closed -> closed.probed(now);
            case Circuit.Open open -> open;
          });
    }
  }

  Applied ended(CallEnded end, Instant now) {
    Optional<Lease> live = state.leases.live(end.callId(), now);
    Optional<FoldSettings> rules = state.settings.lastKnown();
    if (live.isEmpty() || rules.isEmpty()) {
      return SkipReason.NO_LEASE.skipped();
    }
    Lease lease = live.get();
    if (!lease.worker().equals(end.worker())) {
      return SkipReason.NOT_HOLDER.skipped();
    }
    if (lease.timedOut()) {
      return SkipReason.REPEATED.skipped();
    }
    accept(end, lease, rules.get(), now);
    return new Applied.Noted(end);
  }

  Applied freed(SlotFreed freed, Instant now) {
    Optional<Lease> live = state.leases.live(freed.callId(), now);
    if (live.isEmpty()) {
      return SkipReason.NO_LEASE.skipped();
    }
    if (!live.get().worker().equals(freed.worker())) {
      return SkipReason.NOT_HOLDER.skipped();
    }
    if (!live.get().timedOut()) {
      return SkipReason.REPEATED.skipped();
    }
    state.leases.remove(live.get());
    return new Applied.Noted(freed);
  }

  private void accept(CallEnded end, Lease lease, FoldSettings rules, Instant now) {
    CallResult result = end.result();
    if (!lease.own()) {
      state.circuit(judged(state.circuit(now), lease, result, rules, now));
    }
    Duration retryAfter = end.retryAfter();
    if (retryAfter != null && (result == CallResult.OVERLOADED || result == CallResult.BROKEN)) {
      state.stated.retryAfter(retryAfter, rules.breakerOpen(), now);
    }
    lease.request().ifPresent(request -> attemptEnded(lease, request, result, rules, now));
    if (result == CallResult.TIMED_OUT) {
      state.leases.timedOut(lease);
    } else {
      state.leases.remove(lease);
    }
    Duration took = end.took().isNegative() ? Duration.ZERO : end.took();
    state.history.ended(
        new EndedCall(lease.callId(), lease.worker(), lease.request(), result, took, now));
  }

  /** What a result says of the host; nothing, if the breaker has moved on since the grant. */
  private Circuit judged(
      Circuit circuit, Lease lease, CallResult result, FoldSettings rules, Instant now) {
    if (circuit.era() != lease.breakerEra()) {
      return circuit;
    }
    return switch (circuit) {
      case Circuit.Closed closed when result.isHostFailure() ->
          closed.failed(
              now,
              rules.breakerFailures(),
              state.ramp(rules, now).isPresent(),
              rules.breakerOpen());
      case Circuit.Closed closed when result.isHostSuccess() -> closed.succeeded(now);
      case Circuit.HalfOpen half when result.isHostFailure() ->
          half.failed(now, rules.breakerOpen());
      case Circuit.HalfOpen half when result.isHostSuccess() -> half.succeeded(now);
      case Circuit.Closed _, Circuit.HalfOpen _, Circuit.Open _ -> circuit;
    };
  }

  private void attemptEnded(
      Lease lease, PassKey request, CallResult result, FoldSettings rules, Instant now) {
    if (result == CallResult.UNUSED) {
      state.requests.givenBack(request);
      return;
    }
    state.requests.ended(
        request,
        result,
        attempt ->
            result.isHostFailure()
                ? Optional.of(now.plus(Backoff.after(attempt, lease.callId(), rules)))
                : Optional.empty());
  }
}
