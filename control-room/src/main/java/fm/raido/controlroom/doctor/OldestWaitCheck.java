package fm.raido.controlroom.doctor;

import fm.raido.controlroom.status.StatusText;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Does anything wait for too long? */
final class OldestWaitCheck implements Check {
  /** A worker's urgency treats a request without a deadline as due by then. */
  private static final Duration USUAL = Duration.ofMinutes(15);

  private final Cluster cluster;
  private final Settings settings;

  OldestWaitCheck(Cluster cluster, Settings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "oldest wait";
  }

  @Override
  public List<Finding> look() {
    return List.of(
        judge(cluster.backlog(), settings.get(RaidoSettings.MAX_WAIT), cluster.log().at()));
  }

  /**
   * @param maxWait what waits longer expires
   */
  static Finding judge(Backlog backlog, Duration maxWait, Instant now) {
    if (backlog.oldest().isEmpty()) {
      return new Finding.Good("nothing waits");
    }
    Duration wait = Duration.between(backlog.oldest().get(), now);
    String words = "the oldest request waits for " + StatusText.span(wait);
    if (wait.compareTo(maxWait.dividedBy(2)) > 0) {
      return new Finding.Wrong(
          words + "; what waits for " + StatusText.span(maxWait) + " expires", "raido status");
    }
    return wait.compareTo(USUAL) > 0
        ? new Finding.Warning(words, "raido status")
        : new Finding.Good(words);
  }
}
