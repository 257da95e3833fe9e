package fm.raido.system.storm;

import fm.raido.testkit.promise.Observed.Span;
import fm.raido.testkit.promise.Observed.Troubles;
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
    counts.merge(deed, 1L, Long::sum);
    tell.accept(deed.words() + " " + toWhom);
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
