package fm.raido.controlroom.watch;

import fm.raido.controlroom.log.LogTime;
import fm.raido.controlroom.room.Announcement;
import fm.raido.controlroom.room.Reckoning;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.Timeline;
import fm.raido.protection.fold.HostView;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settlement.CommitMark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the control room knows. Those who follow the topics tell it; safe for use by any thread. */
public final class RoomModel {
  private final Clock clock;
  private final ZoneId zone;
  private final BacklogPainter backlog;
  private final LogTime time = new LogTime();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final RoomState state = new RoomState();

  /**
   * @param airLead so long before its deadline a request goes to the templates
   * @param fallback whether there are templates; else it expires
   * @param zone in which the sentence tells times of day
   */
  public RoomModel(Duration airLead, boolean fallback, ZoneId zone, Clock clock) {
    this.backlog = new BacklogPainter(airLead, fallback);
    this.zone = zone;
    this.clock = clock;
  }

  /** The picture now. */
  public synchronized Room room() {
    return RoomPainter.paint(state, backlog, zone, now());
  }

  /** The picture now, with the counts beside it. */
  public synchronized Reckoning reckoning() {
    return new Reckoning(room(), state.lettersRead, settled(), state.freshOutcomes);
  }

  private Map<Integer, Reckoning.Settled> settled() {
    Map<Integer, Reckoning.Settled> settled = new HashMap<>();
    if (state.group != null) {
      state
          .group
          .partitions()
          .forEach((number, partition) -> settled.put(number, settled(partition.mark())));
    }
    return settled;
  }

  private static Reckoning.Settled settled(@Nullable CommitMark mark) {
    return mark == null
        ? Reckoning.Settled.NOTHING
        : new Reckoning.Settled(mark.records(), mark.duplicates());
  }

  /** Whether everything that was there at the start has been read. */
  public synchronized boolean isLoaded() {
    return state.isLoaded();
  }

  /** Whether the dead letters have been read, too. */
  public synchronized boolean isComplete() {
    return state.isLoaded() && state.lettersRead;
  }

  /** The brokers' time now, as far as it is known. */
  public synchronized Instant now() {
    return time.at(clock.instant());
  }

  /** Whether a record that had just been appended has shown the brokers' time. */
  public synchronized boolean isTimeKnown() {
    return time.isKnown();
  }

  /** The last hours. */
  public synchronized Timeline timeline(int hours) {
    return timelineFrom(
        now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(hours * 60L - 1)));
  }

  /** What happened since that minute. */
  public synchronized Timeline timelineFrom(Instant minute) {
    Instant now = now();
    if (state.protectionRead) {
      // Looks go forward only: past what is still to be read they would miss it.
      state.diary.passTo(state.logKnownTo(now));
    }
    Instant from = minute.truncatedTo(ChronoUnit.MINUTES);
    ProtectionDiary diary = state.diary;
    return new Timeline(
        from,
        now,
        state.outcomesSince,
        outcomes(OutcomeKind.SPOKEN, from, now),
        outcomes(OutcomeKind.FALLBACK, from, now),
        outcomes(OutcomeKind.EXPIRED, from, now),
        outcomes(OutcomeKind.DEAD_LETTERED, from, now),
        diary.granted().between(from, now),
        diary.failed().between(from, now),
        diary.gate().after(from),
        diary.breaker().after(from),
        diary.pressure().after(from));
  }

  private List<Integer> outcomes(OutcomeKind kind, Instant from, Instant to) {
    return state.outcomes.counts(kind).between(from, to);
  }

  /** The names of the speech hosts that were heard. */
  public synchronized List<String> hosts() {
    return state.diary.fold().hosts(now()).stream().map(HostView::host).distinct().toList();
  }

  /** Remembers what becomes of that request. */
  public synchronized void ask(String requestId) {
    state.outcomes.ask(requestId);
  }

  /** How a request ended that was asked for; empty where it has not, or nobody asked for it. */
  public synchronized Optional<Announcement> asked(String requestId) {
    return state.outcomes.asked(requestId);
  }

  /** Told after each change, on the thread that brought it; must not wait. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** The log was made anew. */
  void startAgain() {
    synchronized (this) {
      state.diary = new ProtectionDiary();
      state.protectionRead = false;
    }
  }

  void protection(Optional<ProtectionRecord> record, Instant appendedAt) {
    synchronized (this) {
      if (state.protectionRead) {
        time.heard(appendedAt, clock.instant());
      }
      state.diary.apply(record, appendedAt, clock.instant().minus(Duration.ofHours(25)));
    }
  }

  void request(int partition, long offset, Instant appendedAt, @Nullable Instant airBy) {
    synchronized (this) {
      state.waiting(partition).read(offset, appendedAt, airBy);
    }
  }

  void requestsReadTo(int partition, long offset) {
    synchronized (this) {
      state.waiting(partition).readTo(offset);
    }
  }

  void outcome(Outcome outcome, Instant appendedAt) {
    synchronized (this) {
      WaitingRequests requests = state.waiting.get(outcome.requestPartition());
      Instant requestedAt =
          requests == null ? null : requests.settled(outcome.requestOffset()).orElse(null);
      state.outcomes.add(outcome, appendedAt, requestedAt);
      if (state.topicsRead) {
        state.freshOutcomes.merge(outcome.outcome(), 1L, Long::sum);
      }
    }
  }

  void outcomesSince(Instant since) {
    synchronized (this) {
      state.outcomesSince = since;
    }
  }

  void pressure(HostPressure pressure) {
    synchronized (this) {
      state.pulses.put(pressure.host(), pressure);
    }
  }

  void letter(String key, Optional<String> reason, Instant appendedAt) {
    synchronized (this) {
      state.letters.put(key, reason, appendedAt);
    }
  }

  /** The letters are read from their beginning again. */
  void lettersAnew() {
    synchronized (this) {
      state.letters = new LetterCounts();
      state.lettersRead = false;
    }
  }

  void letterMarked(String place) {
    synchronized (this) {
      state.letters.mark(place);
    }
  }

  void group(GroupView view) {
    synchronized (this) {
      state.group(view);
      state.kafkaSilentSince = null;
    }
    changed();
  }

  /** Topics that are not read to their ends, with the time since all of them was. */
  void unread(Map<String, Duration> behind) {
    synchronized (this) {
      if (behind.keySet().equals(state.unread.keySet())) {
        return;
      }
      state.unread.keySet().retainAll(behind.keySet());
      behind.forEach((topic, time) -> state.unread.putIfAbsent(topic, now().minus(time)));
    }
    changed();
  }

  void kafkaSilent() {
    synchronized (this) {
      if (state.kafkaSilentSince == null) {
        state.kafkaSilentSince = now();
      }
    }
    changed();
  }

  synchronized @Nullable GroupView group() {
    return state.group;
  }

  /** Where the reading of requests goes on, and whether it may. */
  synchronized Reading reading(int partition) {
    WaitingRequests requests = state.waiting(partition);
    return new Reading(requests.next(), requests.isFull(), requests.hasRoom());
  }

  record Reading(long next, boolean full, boolean room) {}

  /** Whether the requests of some partition are not those that lie there now. */
  synchronized boolean requestsAreOutdated() {
    return state.waiting.values().stream().anyMatch(WaitingRequests::isOutdated);
  }

  /**
   * Where a new reading of requests begins. What is held of a partition that was made anew, or cut,
   * is dropped.
   *
   * @param end where it ends now
   */
  synchronized Reading readingAnew(int partition, long end) {
    state.dropOutdated(partition, end);
    return reading(partition);
  }

  void protectionRead() {
    synchronized (this) {
      state.protectionRead = true;
    }
    changed();
  }

  void topicsRead() {
    synchronized (this) {
      state.topicsRead = true;
    }
    changed();
  }

  void lettersRead() {
    synchronized (this) {
      state.lettersRead = true;
    }
    changed();
  }

  /** A batch has been told. */
  void changed() {
    listeners.forEach(Runnable::run);
  }
}
