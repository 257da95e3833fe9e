package fm.raido.protection.decision;

import fm.raido.protection.decision.Situation.Policy;
import fm.raido.protection.fold.RequestCalls;
import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.CallResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The decision table: its rows are asked in order, and the first that fits decides. A request that
 * cannot be decoded never comes here.
 */
public final class DecisionTable {
  /** A hold ends after now, so that a loop that looks again at its end always moves on. */
  private static final Duration SHORTEST_HOLD = Duration.ofMillis(1);

  private final Situation situation;
  private final Policy policy;
  private final RequestCalls calls;
  private final Instant now;

  private DecisionTable(Situation situation, Instant now) {
    this.situation = situation;
    this.policy = situation.policy();
    this.calls = situation.calls();
    this.now = now;
  }

  /** Decides; {@code now} is log time. */
  public static Decision decide(Situation situation, Instant now) {
    return new DecisionTable(situation, now).decide();
  }

  private Decision decide() {
    if (situation.duplicate()) {
      return new Decision.Duplicate();
    }
    return expired()
        .or(this::withoutCall)
        .or(this::leadHasCome)
        .or(this::refusedByHost)
        .or(this::attemptsUsed)
        .or(this::held)
        .orElseGet(Decision.AskToSpeak::new);
  }

  private Optional<Decision> expired() {
    if (situation.airBy().filter(this::hasCome).isPresent()) {
      return Optional.of(
          new Decision.Expire(
              "its deadline "
                  + situation.airBy().get().truncatedTo(ChronoUnit.SECONDS)
                  + " has passed"));
    }
    return hasCome(waitsUntil())
        ? Optional.of(new Decision.Expire("it has waited longer than " + policy.maxWait()))
        : Optional.empty();
  }

  private Optional<Decision> withoutCall() {
    if (situation.audioStored()) {
      return Optional.of(new Decision.UseStored());
    }
    return policy.templatesOnly()
        ? Optional.of(new Decision.FallBack("templates are the voice"))
        : Optional.empty();
  }

  /** Also while a call is on its way: its late audio only fills the store. */
  private Optional<Decision> leadHasCome() {
    return leadAt()
        .filter(this::hasCome)
        .map(lead ->
            policy.fallback()
                ? new Decision.FallBack("its deadline is near")
                : hold(HoldCause.WAITING_TO_EXPIRE, Stream.empty()));
  }

  private Optional<Decision> refusedByHost() {
    return calls
        .lastResult()
        .filter(result -> result == CallResult.UNSPEAKABLE)
        .map(result ->
            fallBackOrBury(
                DeadLetterReason.REJECTED, "the speech host refused the request itself"));
  }

  private Optional<Decision> attemptsUsed() {
    if (isOnItsWay() || calls.used() < policy.maxAttempts()) {
      return Optional.empty();
    }
    return Optional.of(
        calls.lastAbandoned()
            ? fallBackOrBury(
                DeadLetterReason.LOST,
                "its last attempt of " + calls.used() + " died with its worker")
            : fallBackOrBury(
                DeadLetterReason.EXHAUSTED, "its " + calls.used() + " attempts are used up"));
  }

  private Decision fallBackOrBury(DeadLetterReason reason, String why) {
    return situation.airBy().isPresent() && policy.fallback()
        ? new Decision.FallBack(why)
        : new Decision.BuryAs(reason, why);
  }

  private Optional<Decision> held() {
    return holdCause()
        .map(cause ->
            hold(
                cause,
                Stream.of(
                        situation.gate().earliestOpening(),
                        calls.retryAt(),
                        calls.liveUntil(),
                        expectedAt())
                    .flatMap(Optional::stream)
                    .filter(at -> at.isAfter(now))));
  }

  private Optional<HoldCause> holdCause() {
    if (!situation.gate().isOpen()) {
      return Optional.of(HoldCause.GATE_CLOSED);
    }
    if (calls.retryAt().filter(now::isBefore).isPresent()) {
      return Optional.of(HoldCause.BACKING_OFF);
    }
    if (isOnItsWay()) {
      return Optional.of(HoldCause.LEASE_LIVE);
    }
    return switch (situation.expectation()) {
      case Verdict.Refused _ -> Optional.of(HoldCause.NO_GRANT_TO_EXPECT);
      case Verdict.Granted _ ->
          leadAt()
              .map(lead -> Duration.between(now, lead))
              .filter(left -> left.compareTo(situation.medianSpoken()) < 0)
              .map(left -> HoldCause.TOO_SHORT_FOR_A_CALL);
    };
  }

  /** The earliest of what it waits for and what ends every waiting. */
  private Decision hold(HoldCause cause, Stream<Instant> waitsFor) {
    Optional<Instant> deadline = policy.fallback() ? leadAt() : situation.airBy();
    Instant until =
        Stream.of(
                waitsFor, deadline.stream(), Stream.of(waitsUntil(), now.plus(policy.lookAgain())))
            .flatMap(times -> times)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    Instant shortest = now.plus(SHORTEST_HOLD);
    return new Decision.Hold(until.isBefore(shortest) ? shortest : until, cause);
  }

  /** While the gate is closed nobody asks what the log would answer. */
  private Optional<Instant> expectedAt() {
    return situation.gate().isOpen() && situation.expectation() instanceof Verdict.Refused refused
        ? refused.retryAt()
        : Optional.empty();
  }

  private boolean isOnItsWay() {
    return situation.calling() || calls.liveUntil().isPresent();
  }

  private Instant waitsUntil() {
    return situation.appendedAt().plus(policy.maxWait());
  }

  private Optional<Instant> leadAt() {
    return situation.airBy().map(airBy -> airBy.minus(policy.airLead()));
  }

  private boolean hasCome(Instant at) {
    return !at.isAfter(now);
  }
}
