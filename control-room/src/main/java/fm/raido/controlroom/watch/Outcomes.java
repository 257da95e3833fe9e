package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.Announcement;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How announcements ended: the latest ones, and counts of the last day. For one thread at a time.
 */
final class Outcomes {
  private static final int LATEST_MAX = 100;
  private static final int ASKED_MAX = 100;

  /** Partitions are read one after the other: the newest by their times, not as they were read. */
  private final Deque<Announcement> latest = new ArrayDeque<>();

  private final Map<OutcomeKind, MinuteCounts> counts = new EnumMap<>(OutcomeKind.class);
  private final Map<String, Optional<Announcement>> asked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Announcement>> eldest) {
          return size() > ASKED_MAX;
        }
      };

  Outcomes() {
    for (OutcomeKind kind : OutcomeKind.values()) {
      counts.put(kind, new MinuteCounts());
    }
  }

  void add(Outcome outcome, Instant appendedAt, @Nullable Instant requestedAt) {
    counts(outcome.outcome()).add(appendedAt);
    boolean wanted = asked.containsKey(outcome.id());
    boolean late = latest.size() == LATEST_MAX && appendedAt.isBefore(latest.getLast().endedAt());
    if (late && !wanted) {
      return;
    }
    Announcement announcement = announcement(outcome, appendedAt, requestedAt);
    if (wanted) {
      asked.put(outcome.id(), Optional.of(announcement));
    }
    if (!late) {
      insert(announcement);
    }
  }

  private void insert(Announcement announcement) {
    Deque<Announcement> newer = new ArrayDeque<>();
    while (!latest.isEmpty() && latest.getFirst().endedAt().isAfter(announcement.endedAt())) {
      newer.addLast(latest.removeFirst());
    }
    latest.addFirst(announcement);
    while (!newer.isEmpty()) {
      latest.addFirst(newer.removeLast());
    }
    if (latest.size() > LATEST_MAX) {
      latest.removeLast();
    }
  }

  /** Remembers the end of that request, when it comes. */
  void ask(String id) {
    asked.putIfAbsent(id, Optional.empty());
  }

  /** How a request ended that was asked for; empty where it has not, or nobody asked for it. */
  Optional<Announcement> asked(String id) {
    return asked.getOrDefault(id, Optional.empty());
  }

  /** Newest first. */
  List<Announcement> latest() {
    return List.copyOf(latest);
  }

  MinuteCounts counts(OutcomeKind kind) {
    return java.util.Objects.requireNonNull(counts.get(kind));
  }

  private static Announcement announcement(
      Outcome outcome, Instant appendedAt, @Nullable Instant requestedAt) {
    Instant airBy = outcome.airBy();
    Audio audio = outcome.audio();
    return new Announcement(
        outcome.id(),
        outcome.pass(),
        outcome.station(),
        outcome.kind(),
        outcome.outcome(),
        outcome.reason(),
        outcome.text(),
        outcome.voice(),
        requestedAt,
        appendedAt,
        airBy,
        airBy != null && audio != null && !appendedAt.isBefore(airBy),
        outcome.attempts(),
        outcome.worker(),
        outcome.requestPartition(),
        audio == null
            ? null
            : new Announcement.Heard(
                "/api/audio/" + audio.file(),
                audio.format(),
                audio.bytes(),
                // Saturates: a worker may say anything.
                TimeUnit.MILLISECONDS.convert(audio.duration()),
                audio.source()));
  }
}
