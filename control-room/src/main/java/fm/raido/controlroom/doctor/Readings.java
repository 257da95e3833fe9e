package fm.raido.controlroom.doctor;

import fm.raido.controlroom.scan.ScanProgress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How far the readings of whole topics are: a large cluster's take longer than a person waits, and
 * that is nothing wrong. Safe for use by any thread.
 */
final class Readings {
  private final List<Reading> all = new CopyOnWriteArrayList<>();
  private final LongSupplier nanoTime;

  Readings() {
    this(System::nanoTime);
  }

  Readings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A reading of that topic begins. */
  ScanProgress begin(String topic) {
    Reading reading = new Reading(topic);
    all.add(reading);
    return reading;
  }

  /** Those that are not at their end and have moved lately, in words; empty where there is none. */
  String moving(long nowNanos) {
    return all.stream()
        .map(reading -> reading.moving(nowNanos))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private final class Reading implements ScanProgress {
    private static final Duration LATELY = Cluster.PATIENCE;

    private final String topic;
    private long done = -1;
    private long length;
    private long movedNanos;

    Reading(String topic) {
      this.topic = topic;
    }

    @Override
    public synchronized void read(long doneNow, long of) {
      if (doneNow > done) {
        movedNanos = nanoTime.getAsLong();
      }
      done = doneNow;
      length = of;
    }

    synchronized String moving(long nowNanos) {
      boolean moves = done >= 0 && done < length && nowNanos - movedNanos <= LATELY.toNanos();
      return moves
          ? String.format(
              Locale.ROOT, "%s: %d %% of %,d records", topic, done * 100 / length, length)
          : "";
    }
  }
}
