package fm.raido.controlroom.doctor;

import fm.raido.controlroom.status.StatusText;
import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How is the breaker of the cluster? */
final class BreakerCheck implements Check {
  private final Cluster cluster;

  BreakerCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "breaker";
  }

  @Override
  public List<Finding> look() {
    LogPicture log = cluster.log();
    return List.of(judge(log.breaker(), log.at()));
  }

  static Finding judge(Breaker breaker, Instant now) {
    return switch (breaker) {
      case Breaker.Closed(List<Instant> failures, Optional<Instant> ramp) when failures.isEmpty() ->
          new Finding.Good(
              ramp.isEmpty() ? "closed" : "closed, the rate is still rising after an outage");
      case Breaker.Closed(List<Instant> failures, Optional<Instant> _) ->
          new Finding.Warning(
              "closed, with %d %s in a row"
                  .formatted(failures.size(), failures.size() == 1 ? "failure" : "failures"),
              "raido status");
      case Breaker.Open(Instant _, Instant until) ->
          new Finding.Quiet(
              "open: the next probe may be made at %s, in %s"
                  .formatted(StatusText.time(until), StatusText.span(Duration.between(now, until))),
              "raido status");
      case Breaker.HalfOpen(Instant _, Optional<Lease> probe) ->
          new Finding.Quiet(
              probe
                  .map(lease -> "half-open: worker " + lease.worker() + " probes the speech host")
                  .orElse("half-open: a worker's probe must succeed first"),
              "raido status");
    };
  }
}
