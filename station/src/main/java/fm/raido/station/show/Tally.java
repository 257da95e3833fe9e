package fm.raido.station.show;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.PassKey;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what was fed and how it ended. An outcome may be seen before the feeder knows that its
 * request was taken.
 */
public final class Tally {
  /** Requests that are remembered for their labels; older ones are told by their outcome alone. */
  private static final int REMEMBERED = 2_000;

  private final Map<PassKey, AnnouncementRequest> fed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PassKey, AnnouncementRequest> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final Set<PassKey> open = new LinkedHashSet<>();
  private final Set<PassKey> early = new LinkedHashSet<>();
  private final Map<OutcomeKind, Integer> ended = new EnumMap<>(OutcomeKind.class);

  /**
   * How things stand.
   *
   * @param waiting taken here and without an outcome
   */
  public record Counts(int spoken, int fallback, int expired, int deadLettered, int waiting) {
    public int requests() {
      return spoken + fallback + expired + deadLettered + waiting;
    }
  }

  /** A request is about to be published. */
  public synchronized void offered(AnnouncementRequest request) {
    fed.put(request.passKey(), request);
  }

  /** The brokers have it. */
  public synchronized void taken(AnnouncementRequest request) {
    if (!early.remove(request.passKey())) {
      open.add(request.passKey());
    }
  }

  /** An outcome was seen. */
  public synchronized void ended(Outcome outcome) {
    ended.merge(outcome.outcome(), 1, Integer::sum);
    if (!open.remove(outcome.passKey()) && fed.containsKey(outcome.passKey())) {
      early.add(outcome.passKey());
    }
  }

  /** The request behind an outcome, where it was fed here and lately. */
  public synchronized Optional<AnnouncementRequest> request(PassKey key) {
    return Optional.ofNullable(fed.get(key));
  }

  public synchronized Counts counts() {
    return new Counts(
        count(OutcomeKind.SPOKEN),
        count(OutcomeKind.FALLBACK),
        count(OutcomeKind.EXPIRED),
        count(OutcomeKind.DEAD_LETTERED),
        open.size());
  }

  private int count(OutcomeKind kind) {
    return ended.getOrDefault(kind, 0);
  }
}
