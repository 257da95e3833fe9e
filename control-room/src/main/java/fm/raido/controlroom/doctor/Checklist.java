package fm.raido.controlroom.doctor;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Walks the checks side by side, for no longer than it is given; none stops another. What has no
 * answer by then is wrong, but where topics are just being read, which only takes its time.
 */
final class Checklist {
  private final List<Check> checks;
  private final Duration atMost;
  private final Supplier<String> stillReading;

  /**
   * @param stillReading what is being read and how far, in words; empty where no reading moves
   */
  Checklist(List<Check> checks, Duration atMost, Supplier<String> stillReading) {
    this.checks = List.copyOf(checks);
    this.atMost = atMost;
    this.stillReading = stillReading;
  }

  /** Every finding, in the order of the checks. */
  List<Diagnosis.Item> walk() throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    List<Diagnosis.Item> items = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<List<Finding>>> looks = new ArrayList<>();
      for (Check check : checks) {
        looks.add(threads.submit(check::look));
      }
      for (int i = 0; i < checks.size(); i++) {
        for (Finding finding : found(looks.get(i), end)) {
          items.add(Diagnosis.Item.of(checks.get(i).name(), finding));
        }
      }
    } finally {
      // Not close(): it would wait for one that hangs.
      threads.shutdownNow();
    }
    return items;
  }

  private List<Finding> found(Future<List<Finding>> look, long end) throws InterruptedException {
    try {
      return look.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return List.of(late(stillReading.get()));
    } catch (ExecutionException e) {
      return List.of(failed(e.getCause() == null ? e : e.getCause()));
    }
  }

  private Finding late(String reading) {
    return reading.isEmpty()
        ? new Finding.Wrong("no answer within %d s".formatted(atMost.toSeconds()), "raido status")
        : new Finding.Warning(
            "not looked at: after %d s the topics are still being read (%s)"
                .formatted(atMost.toSeconds(), reading),
            "raido status");
  }

  private static Finding failed(Throwable cause) {
    return switch (cause) {
      case CannotReachKafka _ -> new Finding.Skipped("Kafka does not answer");
      case TopicsNotReady _ -> new Finding.Skipped("the topics are not as they must be");
      case WrongSetting _ -> new Finding.Skipped("a setting is wrong, see there");
      default -> new Finding.Wrong("the check itself failed: " + cause, "raido status");
    };
  }
}
