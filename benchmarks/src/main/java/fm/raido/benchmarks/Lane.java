package fm.raido.benchmarks;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.process.ChildJvm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One of the two that are compared: where its requests go, and what comes out. */
final class Lane implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String requests;
  private final CommittedReader reader;
  private final ChildJvm program;
  private final Map<String, CommittedReader.Seen> seen = new ConcurrentHashMap<>();
  private int rounds;

  private Lane(Scene scene, String requests, String outcomes, ChildJvm program) {
    this.requests = requests;
    this.program = program;
    this.reader = scene.follow(outcomes, record -> seen.putIfAbsent(record.key(), record));
  }

  static Lane of(Scene scene, String requests, String outcomes, ChildJvm program) {
    return new Lane(scene, requests, outcomes, program);
  }

  /**
   * Sends so many requests at a steady rate, whatever comes back, and waits for all outcomes.
   *
   * @param patience after the last request
   * @return milliseconds from each request's append to its outcome's being seen, ascending
   * @throws BenchmarkFailed if one has no outcome in that time, or another than spoken
   */
  List<Double> round(RequestFeed feed, int count, int perSecond, Duration patience) {
    String prefix = requests.replaceAll("[^a-z]", "") + "-" + ++rounds + "-";
    seen.clear();
    Map<String, CompletableFuture<Instant>> appended = new LinkedHashMap<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      parkUntil(start + i * (TimeUnit.SECONDS.toNanos(1) / perSecond));
      String id = prefix + i;
      appended.put(id + "/0", feed.send(requests, feed.fresh(id)));
    }
    awaitAll(count, System.nanoTime() + patience.toNanos());
    List<Double> millis = new ArrayList<>();
    appended.forEach((key, append) -> millis.add(millis(key, append)));
    return millis.stream().sorted().toList();
  }

  private void awaitAll(int count, long endNanos) {
    while (seen.size() < count) {
      program.requireAlive();
      if (System.nanoTime() > endNanos) {
        throw new BenchmarkFailed(
            "%s: %d of %d requests have an outcome in time:%n%s"
                .formatted(requests, seen.size(), count, program.lastLines()));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private double millis(String key, CompletableFuture<Instant> append) {
    CommittedReader.Seen record = seen.get(key);
    if (record == null) {
      throw new BenchmarkFailed(requests + ": no outcome for " + key);
    }
    Outcome outcome = RaidoRecords.readOutcome(record.value()).orElseThrow();
    if (outcome.outcome() != OutcomeKind.SPOKEN) {
      throw new BenchmarkFailed(
          "%s: %s is %s: %s".formatted(requests, key, outcome.outcome(), outcome.reason()));
    }
    try {
      return Duration.between(append.join(), record.seenAt()).toNanos() / 1e6;
    } catch (CompletionException e) {
      throw new BenchmarkFailed(requests + ": " + key + " was not acknowledged", e);
    }
  }

  private static void parkUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    reader.close();
    program.close();
  }
}
