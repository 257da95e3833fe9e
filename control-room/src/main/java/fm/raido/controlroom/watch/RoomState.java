package fm.raido.controlroom.watch;

import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that was read, in parts. For one thread at a time. */
final class RoomState {
  /** Requests that are held over all partitions: some 100 bytes each. */
  private static final int HELD_MAX = 60_000;

  private static final int HELD_MIN = 500;

  /** Hosts whose readings are kept; names are an agent's own choice. */
  private static final int PULSES_MAX = 200;

  ProtectionDiary diary = new ProtectionDiary();
  final Outcomes outcomes = new Outcomes();
  LetterCounts letters = new LetterCounts();

  /** Outcomes that came since the topics were read. */
  final Map<OutcomeKind, Long> freshOutcomes = new EnumMap<>(OutcomeKind.class);

  final Map<Integer, WaitingRequests> waiting = new TreeMap<>();
  final Map<String, HostPressure> pulses =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, HostPressure> eldest) {
          return size() > PULSES_MAX;
        }
      };
  @Nullable GroupView group;
  boolean protectionRead;
  boolean topicsRead;
  boolean lettersRead;
  @Nullable Instant kafkaSilentSince;

  /** Topics whose reader does not keep up, with the time up to which all was read. */
  final Map<String, Instant> unread = new TreeMap<>();

  Instant outcomesSince = Instant.EPOCH;

  /** Since when not everything is known; null while it is. */
  @Nullable Instant oldSince() {
    Instant since = kafkaSilentSince;
    for (Instant unreadSince : unread.values()) {
      since = since == null || unreadSince.isBefore(since) ? unreadSince : since;
    }
    return since;
  }

  /** Topics that are not read although Kafka answers; none where it is Kafka that is silent. */
  List<String> unreadTopics() {
    boolean silent = kafkaSilentSince != null || unread.keySet().containsAll(RoomWatch.TOPICS);
    return silent ? List.of() : List.copyOf(unread.keySet());
  }

  /** The last moment up to which the protection log is known: the present, while it is read. */
  Instant logKnownTo(Instant now) {
    Instant old = unread.get(TopicCatalogue.PROTECTION);
    return old == null || old.isAfter(now) ? now : old;
  }

  /** The requests of that partition. */
  WaitingRequests waiting(int partition) {
    return waiting.computeIfAbsent(
        partition,
        _ -> {
          GroupView known = group;
          int partitions = known == null ? 1 : Math.max(1, known.partitions().size());
          return new WaitingRequests(Math.max(HELD_MIN, HELD_MAX / partitions));
        });
  }

  /** What the brokers told of the group, and of the requests with it. */
  void group(GroupView view) {
    boolean anew = group != null && !group.topic().equals(view.topic());
    group = view;
    waiting.keySet().retainAll(view.partitions().keySet());
    view.partitions()
        .forEach((number, seen) -> {
          WaitingRequests requests = waiting(number);
          if (anew) {
            requests.outdate();
          }
          requests.marked(seen.mark(), seen.begin(), seen.end());
        });
  }

  /** Begins with that partition again where what is held of it is not what lies there now. */
  void dropOutdated(int partition, long end) {
    WaitingRequests held = waiting(partition);
    if (!held.isOutdated() && !held.isBeyond(end)) {
      return;
    }
    waiting.remove(partition);
    GroupView.Partition seen = group == null ? null : group.partitions().get(partition);
    if (seen != null) {
      waiting(partition).marked(seen.mark(), seen.begin(), seen.end());
    }
  }

  boolean isLoaded() {
    return protectionRead && topicsRead;
  }
}
