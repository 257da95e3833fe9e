package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.WorkerState;
import fm.raido.protection.fold.LastWord;
import fm.raido.protection.fold.ProtectionFold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Paints the workers: what each said of itself, and what the brokers say of the group. */
final class WorkersPainter {
  /** A worker that is in no group says something at least every 20 s while it lives. */
  private static final Duration GONE_AFTER = Duration.ofMinutes(2);

  private WorkersPainter() {}

  /**
   * Those that have not said goodbye, and those that are in the group and have said nothing yet.
   */
  static List<WorkerState> workers(ProtectionFold fold, @Nullable GroupView group, Instant at) {
    Set<String> members = group == null ? Set.of() : group.members();
    Map<String, @Nullable LastWord> words = new TreeMap<>();
    members.forEach(member -> words.put(member, null));
    for (LastWord word : fold.workers()) {
      // One that was killed says no goodbye; after a while it is only history.
      boolean gone = group != null && word.at().plus(GONE_AFTER).isBefore(at);
      if (members.contains(word.said().worker()) || !(word.said().stopping() || gone)) {
        words.put(word.said().worker(), word);
      }
    }
    List<WorkerState> workers = new ArrayList<>();
    words.forEach((name, word) ->
        workers.add(
            new WorkerState(
                name,
                members.contains(name),
                word == null ? List.of() : word.said().causes().stream().sorted().toList(),
                word != null && word.said().paused(),
                word == null ? null : word.at(),
                group == null ? List.of() : owned(group, name))));
    return workers;
  }

  private static List<Integer> owned(GroupView group, String worker) {
    return group.partitions().entrySet().stream()
        .filter(entry -> worker.equals(entry.getValue().worker()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
