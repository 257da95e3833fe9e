package fm.raido.producer.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The announcements of the last while, by id. Bounded three ways, and the one touched longest ago
 * goes first: by number, by the characters of the outcomes kept, and by age. Safe for use by any
 * thread.
 */
public final class AnnouncementMemory {
  private final int maxEntries;
  private final long maxCharacters;
  private final Duration maxAge;
  private final Map<String, Remembered> byId = new LinkedHashMap<>();
  private long characters;

  /**
   * A memory.
   *
   * @param maxEntries announcements kept
   * @param maxCharacters characters of outcomes kept, as JSON (a byte or two each)
   * @param maxAge how long one is kept after it was last heard of
   */
  public AnnouncementMemory(int maxEntries, long maxCharacters, Duration maxAge) {
    this.maxEntries = maxEntries;
    this.maxCharacters = maxCharacters;
    this.maxAge = maxAge;
  }

  /** The last 24 hours, at most 200,000 announcements and 64 Mi characters of outcomes. */
  public static AnnouncementMemory ofOneDay() {
    return new AnnouncementMemory(200_000, 64L << 20, Duration.ofHours(24));
  }

  /**
   * One announcement.
   *
   * @param station its station, or null for poison
   * @param pass the latest pass that is known
   * @param outcomePass the pass that the outcome is of, or -1 where there is none
   * @param outcome the latest outcome, as the JSON that Kafka has, or null
   * @param at when it was last heard of
   */
  public record Remembered(
      @Nullable String station, int pass, int outcomePass, @Nullable String outcome, Instant at) {

    /** Whether the latest pass has its outcome. */
    public boolean settled() {
      return outcome != null && outcomePass >= pass;
    }

    private long characters() {
      return outcome == null ? 0 : outcome.length();
    }
  }

  /** What is known of an id, or empty. */
  public synchronized Optional<Remembered> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** A request is in Kafka. */
  public synchronized void requested(String id, String station, int pass, Instant at) {
    Remembered before = byId.get(id);
    put(
        id,
        before == null
            ? new Remembered(station, pass, -1, null, at)
            : new Remembered(
                station,
                Math.max(pass, before.pass()),
                before.outcomePass(),
                before.outcome(),
                later(at, before.at())));
  }

  /** A pass has its outcome. An earlier pass's outcome does not replace a later one's. */
  public synchronized void settled(
      String id, @Nullable String station, int pass, String outcome, Instant at) {
    Remembered before = byId.get(id);
    if (before == null) {
      put(id, new Remembered(station, pass, pass, outcome, at));
    } else if (pass >= before.outcomePass()) {
      put(
          id,
          new Remembered(
              before.station() == null ? station : before.station(),
              Math.max(pass, before.pass()),
              pass,
              outcome,
              later(at, before.at())));
    }
  }

  public synchronized int size() {
    return byId.size();
  }

  private void put(String id, Remembered now) {
    Remembered before = byId.remove(id);
    characters += now.characters() - (before == null ? 0 : before.characters());
    byId.put(id, now);
    Instant oldest = now.at().minus(maxAge);
    Iterator<Remembered> eldest = byId.values().iterator();
    while (eldest.hasNext()) {
      Remembered candidate = eldest.next();
      boolean tooMany = byId.size() > maxEntries || characters > maxCharacters;
      if (!tooMany && !candidate.at().isBefore(oldest)) {
        break;
      }
      characters -= candidate.characters();
      eldest.remove();
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
