package fm.raido.controlroom.watch;

import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.pressure.HostPressure;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that was read, in parts. For one thread at a time. */
final class RoomState {
  /** Hosts whose readings are kept; names are an agent's own choice. */
  private static final int PULSES_MAX = 200;

  ProtectionDiary diary = new ProtectionDiary();
  final Outcomes outcomes = new Outcomes();

  /** Outcomes that came since the topics were read. */
  final Map<OutcomeKind, Long> freshOutcomes = new EnumMap<>(OutcomeKind.class);

  final LetterCounts letters = new LetterCounts();
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
  Instant outcomesSince = Instant.EPOCH;

  boolean isLoaded() {
    return protectionRead && topicsRead;
  }
}
