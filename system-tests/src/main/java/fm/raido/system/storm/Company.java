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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Workers join one that works and leave it again, while requests come in at a steady pace. */
public final class Company implements Scene {
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration TOGETHER = Duration.ofSeconds(4);
  private static final Duration READY = Duration.ofSeconds(60);

  private static final String STANDSTILL =
      "raido_partition_standstill_seconds_sum{partition=\"staying\"}";

  private static final Pattern REVOKED = Pattern.compile("Assignments: revoked \\[([^\\]]*)\\]");
  private static final Pattern NUMBER = Pattern.compile("raido\\.requests-([0-9]+)");
  private static final double CALLBACKS_MAX_SECONDS = 1;

  private final Stage stage;
  private final SteadyStream steady;
  private Instant from = Instant.EPOCH;
  private Instant joining = Instant.EPOCH;
  private Instant to = Instant.EPOCH;
  private String staying = "";
  private Set<Integer> revocations = Set.of();
  private double stoodStillSeconds = Double.NaN;

  public Company(Stage stage, long seed) {
    this.stage = stage;
    this.steady = new SteadyStream(stage, "company-", new SplittableRandom(seed));
  }

  @Override
  public String name() {
    return "workers join one that works, and leave it: 1, 4, 1";
  }

  @Override
  public void play() throws InterruptedException {
    stage.calm(1, READY);
    staying = stage.slot(0).id().orElse("");
    Thread feeding = steady.start(Duration.ofSeconds(40));
    int told = stage.slot(0).output().length();
    double before = stage.slot(0).meter(STANDSTILL);
    from = Instant.now();
    Stage.pause(BEFORE);
    joining = Instant.now();
    stage.scaleTo(Stage.WORKERS, READY);
    Stage.pause(TOGETHER);
    for (WorkerSlot slot : stage.slots().subList(1, Stage.WORKERS)) {
      slot.stop().ifPresent(stop -> stage.chronicle().stopped(slot.name(), stop));
    }
    Stage.pause(BEFORE);
    stoodStillSeconds = stage.slot(0).meter(STANDSTILL) - before;
    to = Instant.now();
    revocations = revoked(stage.slot(0).output().substring(told));
    feeding.interrupt();
    feeding.join();
  }

  @Override
  public List<Figure> figures(Observed seen, GroupHistory group) {
    List<Settled> outcomes = seen.outcomes();
    List<Settled> all = steady.between(outcomes, from, to);
    Set<Integer> stayed = stayed(all);
    long calm = SteadyStream.longest(steady.between(outcomes, from, joining));
    long during =
        SteadyStream.longest(
            steady.between(outcomes, joining, to), it -> stayed.contains(it.partition()));
    Set<Integer> taken = new HashSet<>(revocations);
    taken.retainAll(stayed);
    return List.of(
        new Figure(
            "partitions that stay with their worker while 3 others join and leave: revoked",
            "%d of %d".formatted(taken.size(), stayed.size()),
            "0 of at least 1",
            taken.isEmpty() && !stayed.isEmpty(),
            false),
        new Figure(
            "the same: not fetched for",
            "%.1f ms of callbacks altogether; longest latency %d ms, alone %d ms"
                .formatted(stoodStillSeconds * 1_000, during, calm),
            "no pause; callbacks under 1,000 ms altogether",
            stoodStillSeconds < CALLBACKS_MAX_SECONDS,
            true));
  }

  /** The partitions that a worker's output says were taken from it. */
  private static Set<Integer> revoked(String output) {
    Set<Integer> partitions = new HashSet<>();
    Matcher line = REVOKED.matcher(output);
    while (line.find()) {
      Matcher number = NUMBER.matcher(line.group(1));
      while (number.find()) {
        partitions.add(Integer.valueOf(number.group(1)));
      }
    }
    return partitions;
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
