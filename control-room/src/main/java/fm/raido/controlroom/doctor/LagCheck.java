package fm.raido.controlroom.doctor;

import java.util.List;

/** How much waits? */
final class LagCheck implements Check {
  private final Cluster cluster;

  LagCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "lag";
  }

  @Override
  public List<Finding> look() {
    return List.of(judge(cluster.backlog()));
  }

  static Finding judge(Backlog backlog) {
    if (backlog.waiting() == 0) {
      return new Finding.Good("nothing waits");
    }
    String words =
        "%,d %s in %d %s"
            .formatted(
                backlog.waiting(),
                backlog.waiting() == 1 ? "request waits" : "requests wait",
                backlog.partitions(),
                backlog.partitions() == 1 ? "partition" : "partitions");
    return backlog.untouched() == 0
        ? new Finding.Good(words)
        : new Finding.Warning(
            words + ", %d of which no worker has ever read".formatted(backlog.untouched()),
            "raido worker");
  }
}
