package fm.raido.protection.fold;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fold that is told a story: times are seconds since its start, the worker is w1. */
final class Script {
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  final ProtectionFold fold = new ProtectionFold();
  private Instant now = START;
  private int failures;

  static Script with(TestSettings settings) {
    Script script = new Script();
    script.append(settings.record());
    return script;
  }

  static Instant second(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  static PassKey request(String id) {
    return new PassKey(id, 0);
  }

  Script at(double seconds) {
    now = second(seconds);
    return this;
  }

  Script at(Instant instant) {
    now = instant;
    return this;
  }

  Instant now() {
    return now;
  }

  Applied append(ProtectionRecord record) {
    return fold.apply(Optional.of(record), now);
  }

  Verdict verdict(ProtectionRecord ask) {
    return ((Applied.Answered) append(ask)).verdict();
  }

  Verdict ask(String callId, String requestId) {
    return verdict(new CallAsked(callId, requestId, 0, "w1"));
  }

  Verdict probe(String callId) {
    return verdict(new ProbeAsked(callId, "w1", false));
  }

  Verdict ownProbe(String callId) {
    return verdict(new ProbeAsked(callId, "w1", true));
  }

  Applied end(String callId, CallResult result) {
    return end(callId, result, null);
  }

  Applied end(String callId, CallResult result, @Nullable Duration retryAfter) {
    return append(new CallEnded(callId, "w1", result, Duration.ofSeconds(1), retryAfter));
  }

  Applied free(String callId) {
    return append(new SlotFreed(callId, "w1"));
  }

  Applied beat(String host, PressureLevel level) {
    return append(new HostBeat("kokoro", host, level, "memory 97 %", false));
  }

  Applied forget(String host) {
    return append(new HostForgotten(host, "ann"));
  }

  Applied switchOn(@Nullable Duration time) {
    return append(new SwitchSet(true, "maintenance", "ann", time));
  }

  Applied switchOff() {
    return append(new SwitchSet(false, "done", "ann", null));
  }

  /** One call that ends at once. */
  Script called(String callId, CallResult result) {
    ask(callId, "request-of-" + callId);
    end(callId, result);
    return this;
  }

  /** So many calls that fail at once: with as many as the limit, the breaker opens. */
  Script failed(int times) {
    for (int n = 0; n < times; n++) {
      called("fail-" + ++failures, CallResult.BROKEN);
    }
    return this;
  }

  Set<GateCause> causes() {
    return fold.gate(now).causes();
  }

  Breaker breaker() {
    return fold.breaker(now);
  }

  Verdict expect(String requestId) {
    return fold.expect(new Ask.Call("expected", request(requestId), "w1"), now);
  }

  static Optional<Refusal> refusal(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Granted _ -> Optional.empty();
      case Verdict.Refused refused -> Optional.of(refused.refusal());
    };
  }

  static Optional<Instant> retryAt(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused ? refused.retryAt() : Optional.empty();
  }
}
