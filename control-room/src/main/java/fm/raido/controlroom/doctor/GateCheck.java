package fm.raido.controlroom.doctor;

import fm.raido.controlroom.status.StatusText;
import fm.raido.protection.gate.Closure;
import fm.raido.schemas.protection.GateCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** May speech be asked for? */
final class GateCheck implements Check {
  private final Cluster cluster;

  GateCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public List<Finding> look() {
    return judge(cluster.log());
  }

  static List<Finding> judge(LogPicture log) {
    if (log.rules().isEmpty()) {
      return List.of(
          new Finding.Quiet("no rules are in force: nothing is granted", "raido status"));
    }
    return log.gate().isOpen()
        ? List.of(new Finding.Good("open: speech may be asked for"))
        : log.gate().closures().stream().map(closure -> closed(closure, log.at())).toList();
  }

  private static Finding closed(Closure closure, Instant now) {
    return new Finding.Quiet(
        "closed: %s: %s%s"
            .formatted(
                closure.cause().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                closure.detail(),
                closure
                    .until()
                    .map(until ->
                        ", until %s (%s)"
                            .formatted(
                                StatusText.time(until),
                                StatusText.span(Duration.between(now, until))))
                    .orElse("")),
        closure.cause() == GateCause.OPERATOR ? "raido protect off" : "raido status");
  }
}
