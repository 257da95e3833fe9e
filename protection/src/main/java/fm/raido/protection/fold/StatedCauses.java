package fm.raido.protection.fold;

import fm.raido.protection.gate.Closure;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The causes that somebody states with a time: the operator's switch, and the host's own wish. */
final class StatedCauses {
  private Optional<Closure> operator = Optional.empty();
  private Optional<Closure> retryAfter = Optional.empty();

  /** Whether the record is taken: a switch that goes on must stay on for some time. */
  boolean set(SwitchSet set, Instant now) {
    if (!set.on()) {
      operator = Optional.empty();
      return true;
    }
    Duration time = Optional.ofNullable(set.forTime()).orElse(Horizon.MEMORY);
    if (!time.isPositive()) {
      return false;
    }
    Instant until = now.plus(time.compareTo(Horizon.MEMORY) < 0 ? time : Horizon.MEMORY);
    operator =
        Optional.of(
            new Closure(
                GateCause.OPERATOR, now, Optional.of(until), set.who() + ": " + set.reason()));
    return true;
  }

  /** The host wants to be left alone; a shorter wish does not shorten a longer one. */
  void retryAfter(Duration wish, Duration longest, Instant now) {
    Duration time = wish.compareTo(longest) < 0 ? wish : longest;
    Instant until = now.plus(time);
    if (time.isPositive() && retryAfter.flatMap(Closure::until).filter(until::isBefore).isEmpty()) {
      String detail =
          "the speech host asked to be left alone for " + Math.max(1, time.toSeconds()) + " s";
      retryAfter = Optional.of(new Closure(GateCause.RETRY_AFTER, now, Optional.of(until), detail));
    }
  }

  void addHolding(Instant now, List<Closure> closures) {
    addHolding(operator, now, closures);
    addHolding(retryAfter, now, closures);
  }

  private static void addHolding(Optional<Closure> cause, Instant now, List<Closure> closures) {
    if (cause.isPresent() && until(cause.get()).isAfter(now)) {
      closures.add(cause.get());
    }
  }

  void changes(Earliest earliest) {
    if (operator.isPresent()) {
      earliest.look(until(operator.get()));
    }
    if (retryAfter.isPresent()) {
      earliest.look(until(retryAfter.get()));
    }
  }

  /** Each of them is stated with its end. */
  private static Instant until(Closure cause) {
    return cause.until().orElseThrow();
  }
}
