package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.Letters;
import fm.raido.controlroom.room.Letters.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outstanding dead letters, by reason. For one thread at a time. */
final class LetterCounts {
  /** Letters that are told apart: about 40 MB of keys. What is beyond is not counted by reason. */
  static final int LETTERS_MAX = 250_000;

  private record Letter(String reason, long appendedAtMillis) {}

  private final Map<String, Letter> letters = new HashMap<>();

  /**
   * Foreign letters that have left: their marks lie in another partition, and may be read first.
   */
  private final Set<String> marked = new HashSet<>();

  private boolean cut;
  private @Nullable Letters shown;

  /** A letter lies under that key now; empty for a tombstone. */
  void put(String key, Optional<String> reason, Instant appendedAt) {
    shown = null;
    if (reason.isEmpty() || marked.contains(key)) {
      letters.remove(key);
    } else if (letters.size() < LETTERS_MAX || letters.containsKey(key)) {
      letters.put(key, new Letter(reason.get().intern(), appendedAt.toEpochMilli()));
    } else {
      cut = true;
    }
  }

  /** The foreign letter at that place has left for good. */
  void mark(String place) {
    shown = null;
    letters.remove(place);
    if (marked.size() < LETTERS_MAX) {
      marked.add(place);
    }
  }

  Letters groups() {
    Letters known = shown;
    if (known == null) {
      known = count();
      shown = known;
    }
    return known;
  }

  private Letters count() {
    Map<String, long[]> byReason = new HashMap<>();
    for (Letter letter : letters.values()) {
      long[] group =
          byReason.computeIfAbsent(
              letter.reason(), _ -> new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE});
      group[0]++;
      group[1] = Math.min(group[1], letter.appendedAtMillis());
      group[2] = Math.max(group[2], letter.appendedAtMillis());
    }
    List<Group> groups = new ArrayList<>();
    byReason.forEach((reason, group) ->
        groups.add(
            new Group(
                reason, group[0], Instant.ofEpochMilli(group[1]), Instant.ofEpochMilli(group[2]))));
    groups.sort(Comparator.comparingLong(Group::count).reversed().thenComparing(Group::reason));
    return new Letters(letters.size(), cut, groups);
  }
}
