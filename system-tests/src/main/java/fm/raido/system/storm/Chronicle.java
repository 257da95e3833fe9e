package fm.raido.system.storm;

import fm.raido.testkit.promise.Observed.Span;
import fm.raido.testkit.promise.Observed.Troubles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What was done to the system, and when. Safe for use by any thread. */
public final class Chronicle {
  private final Consumer<String> tell;
  private final Map<Deed, Long> counts = new EnumMap<>(Deed.class);

  /**
   * A link may be disturbed for 9 s, and a broker needs as long again to come back to its place.
   */
  private static final Duration TROUBLE = Duration.ofSeconds(30);

  private final List<WorkerSlot.Stop> stops = new ArrayList<>();
  private Instant brokersTroubled = Instant.EPOCH;
  private final List<String> fallen = new ArrayList<>();
  private final List<Span> stopped = new ArrayList<>();
  private final List<Span> storeFailed = new ArrayList<>();
  private final List<Span> hostDead = new ArrayList<>();

  /**
   * @param tell each deed, in a line, as it is done
   */
  public Chronicle(Consumer<String> tell) {
    this.tell = tell;
  }

  /** Something was done now. */
  public synchronized void did(Deed deed, String toWhom) {
    if (deed.troublesBrokers()) {
      brokersTroubled = Instant.now();
    }
    counts.merge(deed, 1L, Long::sum);
    tell.accept(deed.words() + " " + toWhom);
  }

  /** Whether a worker that starts now may find no brokers. */
  synchronized boolean brokersAreTroubled() {
    return Instant.now().isBefore(brokersTroubled.plus(TROUBLE));
  }

  /** A worker has ended that was asked to. */
  synchronized void stopped(String who, WorkerSlot.Stop stop) {
    stops.add(stop);
    if (stop.exitCode() != 0) {
      tell.accept(who + " ended with " + stop.exitCode() + " when it was asked to stop");
    }
  }

  /** Workers that were asked to end: how they did. */
  public synchronized List<WorkerSlot.Stop> stops() {
    return List.copyOf(stops);
  }

  /** A process has ended that nobody had ended. */
  synchronized void fell(String who, String lastWords) {
    fallen.add(who + ": " + lastWords);
    tell.accept(who + " has ended of itself: " + lastWords);
  }

  /** Processes that have ended of themselves, with their last words. */
  public synchronized List<String> fallen() {
    return List.copyOf(fallen);
  }

  /** A word for whoever watches. */
  void told(String what) {
    tell.accept(what);
  }

  /** How often that was done. */
  public synchronized long count(Deed deed) {
    return counts.getOrDefault(deed, 0L);
  }

  /** All that was done. */
  public synchronized Map<Deed, Long> counts() {
    return new EnumMap<>(counts);
  }

  /** Processes killed. */
  public synchronized long kills() {
    return count(Deed.KILL_WORKER) + count(Deed.KILL_BROKER);
  }

  /** A worker stood still, or its way to the host was disturbed. */
  synchronized void stoodStill(String worker, Instant from, Instant to) {
    stopped.add(new Span(worker, from, to));
  }

  /** The audio store could not be written. */
  synchronized void storeFailed(Instant from, Instant to) {
    storeFailed.add(new Span("", from, to));
  }

  /** Every call to the speech host failed. */
  synchronized void hostDead(Instant from, Instant to) {
    hostDead.add(new Span("", from, to));
  }

  /** What excuses something before the promises. */
  public synchronized Troubles troubles() {
    return new Troubles(List.copyOf(stopped), List.copyOf(storeFailed), List.copyOf(hostDead));
  }
}
