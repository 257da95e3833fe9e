package fm.raido.controlroom.doctor;

import fm.raido.controlroom.status.StatusText;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Do this machine and the brokers agree on the time? The next record of the protection log is
 * waited for: an agent beats every 5 s, and its append time is the broker's now.
 */
final class ClockCheck implements Check {
  /** Brokers and whoever reads times beside them should agree so well. */
  private static final Duration GOOD = Duration.ofSeconds(1);

  /** The fold counts a record that lies further behind. */
  private static final Duration BEARABLE = Duration.ofSeconds(5);

  private static final String COMMAND = "timedatectl status";

  private final Cluster cluster;
  private final Clock clock;

  ClockCheck(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clocks";
  }

  @Override
  public List<Finding> look() {
    Optional<Duration> ahead = cluster.ahead();
    LogPicture log = cluster.log();
    return judge(ahead, Duration.between(log.lastRecord(), clock.instant()), log.clock());
  }

  /**
   * @param ahead how far this machine is ahead of a broker's fresh append time; empty where no
   *     record came
   * @param sinceLast time from the log's last record to this machine's now; negative where the
   *     broker is ahead
   * @param behind records that some broker's clock put over 5 s behind the ones before them
   */
  static List<Finding> judge(Optional<Duration> ahead, Duration sinceLast, long behind) {
    List<Finding> findings = new ArrayList<>();
    findings.add(here(ahead, sinceLast));
    if (behind > 0) {
      findings.add(
          new Finding.Warning(
              "%d records of the protection log lie over 5 s behind the ones before them: the brokers' clocks differ"
                  .formatted(behind),
              COMMAND + " (on every broker)"));
    }
    return findings;
  }

  private static Finding here(Optional<Duration> ahead, Duration sinceLast) {
    if (ahead.isEmpty()) {
      return sinceLast.compareTo(GOOD.negated()) < 0
          ? differs(sinceLast)
          : new Finding.Skipped(
              "no record came within %d s to compare with; the last one came %s ago"
                  .formatted(Cluster.ATTENTION.toSeconds(), StatusText.span(sinceLast)));
    }
    return ahead.get().abs().compareTo(GOOD) <= 0
        ? new Finding.Good("this machine and the broker agree within a second")
        : differs(ahead.get());
  }

  private static Finding differs(Duration ahead) {
    String words =
        "this machine is %s s %s the broker: times and deadlines given here are wrong by that"
            .formatted(
                String.format(Locale.ROOT, "%.1f", ahead.abs().toMillis() / 1e3),
                ahead.isNegative() ? "behind" : "ahead of");
    return ahead.abs().compareTo(BEARABLE) > 0
        ? new Finding.Wrong(words, COMMAND)
        : new Finding.Warning(words, COMMAND);
  }
}
