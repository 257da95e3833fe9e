package fm.raido.protection.fold;

import fm.raido.protection.gate.Closure;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the log has said, in parts. What time alone makes of it is computed for the time of the
 * question, so asking changes nothing.
 */
final class FoldState {
  final SettingsInForce settings = new SettingsInForce();
  final StatedCauses stated = new StatedCauses();
  final Hosts hosts = new Hosts();
  final RateWindow window = new RateWindow();
  final Leases leases = new Leases();
  final Requests requests = new Requests();
  final SeenCalls seen = new SeenCalls();
  final History history = new History();
  private Circuit circuit = Circuit.START;

  Circuit circuit(Instant now) {
    return circuit.at(now);
  }

  void circuit(Circuit next) {
    circuit = next;
  }

  /** Drops what can no longer matter; no answer depends on when this is done. */
  void forget(Instant now) {
    Instant horizon = now.minus(Horizon.MEMORY);
    circuit = circuit.at(now);
    hosts.forget(horizon);
    window.forget(now);
    leases.forget(now);
    requests.forget(horizon);
    seen.forget(now);
    history.forget(horizon);
  }

  Gate gate(Instant now) {
    List<Closure> closures = new ArrayList<>();
    if (circuit(now) instanceof Circuit.Open open) {
      closures.add(
          new Closure(GateCause.BREAKER_OPEN, open.since(), Optional.of(open.until()), open.why()));
    }
    stated.addHolding(now, closures);
    Optional<FoldSettings> rules = settings.rules(now);
    if (rules.isPresent()) {
      hosts.addClosures(rules.get(), now, closures);
    }
    return closures.isEmpty() ? Gate.OPEN : new Gate(closures);
  }

  /** The latest ramp, while it is under way. */
  Optional<Ramp> ramp(FoldSettings rules, Instant now) {
    Optional<Instant> ofBreaker =
        circuit(now) instanceof Circuit.Closed closed ? closed.rampFrom() : Optional.empty();
    Optional<Instant> start = Horizon.later(ofBreaker, hosts.rampFrom(rules, now));
    if (start.isEmpty()) {
      return Optional.empty();
    }
    Ramp ramp = new Ramp(start.get(), rules.rampStep());
    return ramp.isUnderWay(now) ? Optional.of(ramp) : Optional.empty();
  }

  Limits limits(FoldSettings rules, Instant now) {
    Optional<Ramp> ramp = ramp(rules, now);
    int percent = ramp.isPresent() ? ramp.get().percent(now) : 100;
    return Limits.of(rules, percent, hosts.isWarning(rules, now));
  }

  /** When the rate allows a grant again: a grant leaves the window, or the ramp steps up. */
  Instant rateFreeAt(FoldSettings rules, Instant now) {
    return Stream.concat(
            Stream.of(now),
            ramp(rules, now).stream().flatMap(Ramp::steps).filter(step -> step.isAfter(now)))
        .map(from -> window.freeAt(limits(rules, from).perMinute(), from))
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  /** How many grants fit at once when so many leases end first. */
  int room(FoldSettings rules, int ending, Instant now) {
    if (!(circuit(now) instanceof Circuit.Closed closed) || !gate(now).isOpen()) {
      return 0;
    }
    Limits limits = limits(rules, now);
    int rate = limits.perMinute() - window.count(now);
    int slots = limits.inFlight() - leases.count(now) + ending;
    int breaker =
        closed.room(
            rules.breakerFailures(), Math.max(0, leases.inFlight(closed.era(), now) - ending));
    return Math.max(0, Math.min(breaker, Math.min(rate, slots)));
  }

  Breaker breaker(Instant now) {
    return switch (circuit(now)) {
      case Circuit.Closed closed ->
          new Breaker.Closed(
              closed.failures(),
              settings.rules(now).flatMap(rules -> ramp(rules, now)).map(Ramp::start));
      case Circuit.Open open -> new Breaker.Open(open.since(), open.until());
      case Circuit.HalfOpen half ->
          new Breaker.HalfOpen(half.since(), leases.probe(half.era(), now));
    };
  }

  Optional<Instant> nextChange(Instant now) {
    Earliest earliest = Earliest.after(now);
    settings.changes(earliest);
    earliest.look(circuit(now).nextChange());
    earliest.look(window.nextChange(now));
    earliest.look(leases.nextChange(now));
    stated.changes(earliest);
    Optional<FoldSettings> rules = settings.rules(now);
    if (rules.isPresent()) {
      hosts.changes(rules.get(), earliest);
      ramp(rules.get(), now).ifPresent(ramp -> ramp.steps(earliest));
    }
    return earliest.found();
  }

  /** The cool-down by which beats are joined into one stretch of pressure. */
  Duration cooldown() {
    return settings.lastKnown().map(FoldSettings::protectionCooldown).orElse(Duration.ZERO);
  }
}
