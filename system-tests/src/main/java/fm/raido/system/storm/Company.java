package fm.raido.system.storm;

import fm.raido.system.audit.GroupHistory;
import fm.raido.testkit.promise.Observed;
import fm.raido.testkit.promise.Observed.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Workers join one that works and leave it again, while requests come in at a steady pace. */
public final class Company implements Scene {
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration TOGETHER = Duration.ofSeconds(4);
  private static final Duration READY = Duration.ofSeconds(60);

  private static final String STANDSTILL =
      "raido_partition_standstill_seconds_sum{partition=\"staying\"}";

  private static final double CALLBACKS_MAX_SECONDS = 1;

  private final Stage stage;
  private final Steady steady;
  private Instant from = Instant.EPOCH;
  private Instant joining = Instant.EPOCH;
  private Instant to = Instant.EPOCH;
  private String staying = "";
  private long slowestStopMillis = -1;
  private boolean stoppedWell = true;
  private double stoodStillSeconds = Double.NaN;

  public Company(Stage stage, long seed) {
    this.stage = stage;
    this.steady = new Steady(stage, "company-", new SplittableRandom(seed));
  }

  @Override
  public String name() {
    return "workers join one that works, and leave it: 1, 4, 1";
  }

  @Override
  public void play() throws InterruptedException {
    stage.heal(1, READY);
    staying = stage.slot(0).id().orElse("");
    Thread feeding = steady.start(Duration.ofSeconds(40));
    double before = stage.slot(0).meter(STANDSTILL);
    from = Instant.now();
    Stage.pause(BEFORE);
    joining = Instant.now();
    stage.scaleTo(Stage.WORKERS, READY);
    Stage.pause(TOGETHER);
    for (WorkerSlot slot : stage.slots().subList(1, Stage.WORKERS)) {
      var stop = slot.stop();
      stop.ifPresent(it -> {
        slowestStopMillis = Math.max(slowestStopMillis, it.took().toMillis());
        stoppedWell &= it.exitCode() == 0;
      });
    }
    Stage.pause(BEFORE);
    stoodStillSeconds = stage.slot(0).meter(STANDSTILL) - before;
    to = Instant.now();
    feeding.interrupt();
    feeding.join();
  }

  @Override
  public List<Figure> figures(Observed seen, GroupHistory group) {
    List<Settled> outcomes = seen.outcomes();
    List<Settled> all = steady.between(outcomes, from, to);
    Set<Integer> stayed = stayed(all);
    long calm = Steady.longest(steady.between(outcomes, from, joining));
    long during =
        Steady.longest(
            steady.between(outcomes, joining, to), it -> stayed.contains(it.partition()));
    return List.of(
        new Figure(
            "pause of partitions that stay with their worker while 3 others join and leave",
            "0 revoked, %.1f ms in callbacks altogether; longest latency of the %d that stayed %d ms, alone %d ms"
                .formatted(stoodStillSeconds * 1_000, stayed.size(), during, calm),
            "never revoked nor paused; callbacks under 1,000 ms altogether",
            stoodStillSeconds < CALLBACKS_MAX_SECONDS && !stayed.isEmpty(),
            true),
        new Figure(
            "SIGTERM of a working worker: time to its end",
            slowestStopMillis + " ms" + (stoppedWell ? "" : ", wrong exit code"),
            "at most 20,000 ms",
            stoppedWell && slowestStopMillis >= 0 && slowestStopMillis <= 20_000,
            true));
  }

  /** Partitions whose outcomes in that time are all by the worker that stayed. */
  private Set<Integer> stayed(List<Settled> all) {
    Map<Integer, Set<String>> workers = new HashMap<>();
    all.forEach(it ->
        workers.computeIfAbsent(it.partition(), p -> new HashSet<>()).add(it.outcome().worker()));
    Set<Integer> stayed = new HashSet<>();
    workers.forEach((partition, who) -> {
      if (who.equals(Set.of(staying))) {
        stayed.add(partition);
      }
    });
    return stayed;
  }
}
