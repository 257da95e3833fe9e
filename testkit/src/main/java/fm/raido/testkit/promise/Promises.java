package fm.raido.testkit.promise;

import java.util.List;

/** Those that can be judged from outside. */
public final class Promises {
  /** All of them, those first whose breach explains others. */
  public static final List<Promise> ALL =
      List.of(
          new OneOutcome(),
          new NothingLost(),
          new ReplayOnce(),
          new SilenceIsPressure(),
          new ClosedMeansClosed(),
          new OutageIsNotFailure(),
          new OneProbe(),
          new ClusterLimits(),
          new BoundedCalls(),
          new InTime());

  private Promises() {}

  /** What each says, in the order of their numbers. */
  public static List<Verdict> judge(Observed seen) {
    return ALL.stream()
        .map(promise -> promise.judge(seen))
        .sorted(java.util.Comparator.comparing(Verdict::law))
        .toList();
  }
}
