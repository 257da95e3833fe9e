package fm.raido.protection.decision;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.decision.Situation.Policy;
import fm.raido.protection.fold.Lease;
import fm.raido.protection.fold.Refusal;
import fm.raido.protection.fold.RequestCalls;
import fm.raido.protection.fold.Verdict;
import fm.raido.protection.gate.Closure;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTableTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00Z");
  private static final Policy POLICY =
      new Policy(Duration.ofDays(7), Duration.ofSeconds(10), true, false, 2, Duration.ofSeconds(5));
  private static final Gate CLOSED = closed(Optional.of(in(3)));

  /** A situation to be changed in one point after the other. */
  record Case(
      Optional<Instant> airBy,
      Instant appendedAt,
      boolean duplicate,
      boolean audioStored,
      boolean calling,
      RequestCalls calls,
      Gate gate,
      Verdict expectation,
      Policy policy) {
    static final Case PLAIN =
        new Case(
            Optional.empty(),
            NOW,
            false,
            false,
            false,
            RequestCalls.NONE,
            Gate.OPEN,
            granted(),
            POLICY);

    Case airBy(double seconds) {
      return new Case(
          Optional.of(in(seconds)),
          appendedAt,
          duplicate,
          audioStored,
          calling,
          calls,
          gate,
          expectation,
          policy);
    }

    Case appendedAt(Instant at) {
      return new Case(airBy, at, duplicate, audioStored, calling, calls, gate, expectation, policy);
    }

    Case ofDuplicate() {
      return new Case(
          airBy, appendedAt, true, audioStored, calling, calls, gate, expectation, policy);
    }

    Case stored() {
      return new Case(
          airBy, appendedAt, duplicate, true, calling, calls, gate, expectation, policy);
    }

    Case onCall() {
      return new Case(
          airBy, appendedAt, duplicate, audioStored, true, calls, gate, expectation, policy);
    }

    Case calls(RequestCalls of) {
      return new Case(
          airBy, appendedAt, duplicate, audioStored, calling, of, gate, expectation, policy);
    }

    Case gate(Gate of) {
      return new Case(
          airBy, appendedAt, duplicate, audioStored, calling, calls, of, expectation, policy);
    }

    Case refused(Optional<Instant> retryAt) {
      return new Case(
          airBy,
          appendedAt,
          duplicate,
          audioStored,
          calling,
          calls,
          gate,
          new Verdict.Refused(Refusal.RATE_SPENT, retryAt, "spent"),
          policy);
    }

    Case policy(UnaryOperator<Policy> change) {
      return new Case(
          airBy,
          appendedAt,
          duplicate,
          audioStored,
          calling,
          calls,
          gate,
          expectation,
          change.apply(policy));
    }

    Case withoutFallback() {
      return policy(p ->
          new Policy(
              p.maxWait(), p.airLead(), false, p.templatesOnly(), p.maxAttempts(), p.lookAgain()));
    }

    Case templatesOnly() {
      return policy(p ->
          new Policy(p.maxWait(), p.airLead(), p.fallback(), true, p.maxAttempts(), p.lookAgain()));
    }

    Situation situation() {
      return new Situation(
          airBy,
          appendedAt,
          duplicate,
          audioStored,
          calling,
          calls,
          gate,
          expectation,
          Duration.ofSeconds(2),
          policy);
    }
  }

  record Row(String name, Case of, Decision decision) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final RequestCalls FAILED_ONCE = calls(1, CallResult.BROKEN, false);
  private static final RequestCalls FAILED_TWICE = calls(2, CallResult.BROKEN, false);
  private static final RequestCalls REFUSED = calls(1, CallResult.UNSPEAKABLE, false);
  private static final RequestCalls LOST = calls(2, CallResult.BROKEN, true);
  private static final RequestCalls LIVE =
      new RequestCalls(
          2, Optional.of(in(4)), Optional.of(CallResult.BROKEN), false, Optional.empty());
  private static final RequestCalls BACKING_OFF =
      new RequestCalls(
          1, Optional.empty(), Optional.of(CallResult.BROKEN), false, Optional.of(in(4)));

  static List<Row> rows() {
    Case plain = Case.PLAIN;
    return List.of(
        // Duplicates come before everything else.
        row("duplicate, even if expired", plain.ofDuplicate().airBy(-1), new Decision.Duplicate()),
        // Too late.
        row("airBy passed, even if stored", plain.airBy(-1).stored(), passed(-1)),
        row("airBy exactly reached", plain.airBy(0), passed(0)),
        row(
            "waited exactly the longest",
            plain.appendedAt(NOW.minus(Duration.ofDays(7))).stored(),
            new Decision.Expire("it has waited longer than PT168H")),
        row(
            "waited a millisecond less",
            plain.appendedAt(NOW.minus(Duration.ofDays(7)).plusMillis(1)),
            new Decision.AskToSpeak()),
        // Without a call.
        row("stored, with its lead come", plain.airBy(5).stored(), new Decision.UseStored()),
        row("stored, gate closed", plain.stored().gate(CLOSED), new Decision.UseStored()),
        row(
            "stored comes before templates",
            plain.stored().templatesOnly(),
            new Decision.UseStored()),
        row(
            "templates only, without a deadline",
            plain.templatesOnly(),
            new Decision.FallBack("templates are the voice")),
        // The lead.
        row("lead exactly come", plain.airBy(10), near()),
        row("lead come, calling", plain.airBy(9).onCall(), near()),
        row("lead come, live elsewhere", plain.airBy(9).calls(LIVE), near()),
        row("lead come, attempts used", plain.airBy(9).calls(FAILED_TWICE), near()),
        row("lead come, gate closed", plain.airBy(9).gate(CLOSED), near()),
        row(
            "lead come, no fallback",
            plain.airBy(4).withoutFallback(),
            hold(4, HoldCause.WAITING_TO_EXPIRE)),
        row(
            "lead come, no fallback, attempts used",
            plain.airBy(9).withoutFallback().calls(FAILED_TWICE),
            hold(5, HoldCause.WAITING_TO_EXPIRE)),
        // The host refused the request.
        row("refused, no deadline", plain.calls(REFUSED), rejected()),
        row(
            "refused, deadline",
            plain.airBy(60).calls(REFUSED),
            new Decision.FallBack("the speech host refused the request itself")),
        row(
            "refused, deadline, no fallback",
            plain.airBy(60).withoutFallback().calls(REFUSED),
            rejected()),
        row(
            "refused by its last attempt",
            plain.calls(calls(2, CallResult.UNSPEAKABLE, false)),
            rejected()),
        row("refused, gate closed", plain.calls(REFUSED).gate(CLOSED), rejected()),
        // Attempts.
        row("exhausted", plain.calls(FAILED_TWICE), exhausted()),
        row("exhausted, gate closed", plain.calls(FAILED_TWICE).gate(CLOSED), exhausted()),
        row(
            "exhausted, deadline",
            plain.airBy(60).calls(FAILED_TWICE),
            new Decision.FallBack("its 2 attempts are used up")),
        row(
            "exhausted, deadline, no fallback",
            plain.airBy(60).withoutFallback().calls(FAILED_TWICE),
            exhausted()),
        row("lost", plain.calls(LOST), lost()),
        row(
            "lost, deadline",
            plain.airBy(60).calls(LOST),
            new Decision.FallBack("its last attempt of 2 died with its worker")),
        row(
            "used, but still calling",
            plain.calls(FAILED_TWICE).onCall(),
            hold(5, HoldCause.LEASE_LIVE)),
        row("used, but still live", plain.calls(LIVE), hold(4, HoldCause.LEASE_LIVE)),
        row("one of two abandoned", plain.calls(calls(1, null, true)), new Decision.AskToSpeak()),
        // Holding.
        row("gate closed", plain.gate(CLOSED), hold(3, HoldCause.GATE_CLOSED)),
        row(
            "gate closed, nobody knows until when",
            plain.gate(closed(Optional.empty())),
            hold(5, HoldCause.GATE_CLOSED)),
        row(
            "gate closed, end just reached",
            plain.gate(closed(Optional.of(NOW))),
            hold(5, HoldCause.GATE_CLOSED)),
        row(
            "gate closed: what the log would answer is not asked",
            plain.gate(CLOSED).refused(Optional.of(in(1))),
            hold(3, HoldCause.GATE_CLOSED)),
        row(
            "gate closed, lead comes sooner",
            plain.airBy(12).gate(CLOSED),
            hold(2, HoldCause.GATE_CLOSED)),
        row(
            "gate closed, no fallback: the lead wakes nobody",
            plain.airBy(12).withoutFallback().gate(CLOSED),
            hold(3, HoldCause.GATE_CLOSED)),
        row("backing off", plain.calls(BACKING_OFF), hold(4, HoldCause.BACKING_OFF)),
        row(
            "backing off, gate opens sooner",
            plain.calls(BACKING_OFF).gate(CLOSED),
            hold(3, HoldCause.GATE_CLOSED)),
        row("back-off over", plain.calls(FAILED_ONCE), new Decision.AskToSpeak()),
        row("calling", plain.onCall(), hold(5, HoldCause.LEASE_LIVE)),
        row(
            "no grant to expect",
            plain.refused(Optional.of(in(2))),
            hold(2, HoldCause.NO_GRANT_TO_EXPECT)),
        row(
            "no grant, nobody knows until when",
            plain.refused(Optional.empty()),
            hold(5, HoldCause.NO_GRANT_TO_EXPECT)),
        row(
            "longest wait ends first",
            plain.appendedAt(NOW.minus(Duration.ofDays(7)).plusSeconds(1)).gate(CLOSED),
            hold(1, HoldCause.GATE_CLOSED)),
        row(
            "too short for a call",
            plain.airBy(11.999),
            hold(1.999, HoldCause.TOO_SHORT_FOR_A_CALL)),
        row(
            "too short for a call, no fallback",
            plain.airBy(11.999).withoutFallback(),
            hold(5, HoldCause.TOO_SHORT_FOR_A_CALL)),
        // Asking.
        row("just long enough for a call", plain.airBy(12), new Decision.AskToSpeak()),
        row("no deadline", plain, new Decision.AskToSpeak()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void decidesByTheFirstRowThatFits(Row row) {
    assertThat(DecisionTable.decide(row.of().situation(), NOW)).isEqualTo(row.decision());
  }

  @Test
  void aHoldAlwaysEndsAfterNow() {
    Case nearlyExpired =
        Case.PLAIN
            .policy(p -> new Policy(p.maxWait(), p.airLead(), true, false, 2, Duration.ZERO))
            .gate(CLOSED);

    assertThat(DecisionTable.decide(nearlyExpired.situation(), NOW))
        .isEqualTo(new Decision.Hold(NOW.plusMillis(1), HoldCause.GATE_CLOSED));
  }

  private static Row row(String name, Case of, Decision decision) {
    return new Row(name, of, decision);
  }

  private static Instant in(double seconds) {
    return NOW.plusMillis(Math.round(seconds * 1000));
  }

  private static Gate closed(Optional<Instant> until) {
    return new Gate(List.of(new Closure(GateCause.OPERATOR, NOW, until, "ann: maintenance")));
  }

  private static RequestCalls calls(int used, @Nullable CallResult last, boolean abandoned) {
    return new RequestCalls(
        used,
        Optional.empty(),
        Optional.ofNullable(last),
        abandoned,
        Optional.ofNullable(last).map(any -> in(-1)));
  }

  private static Verdict granted() {
    return new Verdict.Granted(
        new Lease("c", "w1", Optional.empty(), false, 0, NOW, NOW.plusSeconds(47), false));
  }

  private static Decision hold(double seconds, HoldCause cause) {
    return new Decision.Hold(in(seconds), cause);
  }

  private static Decision near() {
    return new Decision.FallBack("its deadline is near");
  }

  private static Decision passed(double seconds) {
    return new Decision.Expire("its deadline " + in(seconds) + " has passed");
  }

  private static Decision rejected() {
    return new Decision.BuryAs(
        DeadLetterReason.REJECTED, "the speech host refused the request itself");
  }

  private static Decision exhausted() {
    return new Decision.BuryAs(DeadLetterReason.EXHAUSTED, "its 2 attempts are used up");
  }

  private static Decision lost() {
    return new Decision.BuryAs(DeadLetterReason.LOST, "its last attempt of 2 died with its worker");
  }
}
