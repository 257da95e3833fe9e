package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.Backlog;
import fm.raido.controlroom.room.Backlog.PartitionState;
import fm.raido.controlroom.room.Backlog.ToTemplates;
import fm.raido.controlroom.watch.WaitingRequests.Held;
import fm.raido.schemas.protection.GateCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Paints what waits.
 *
 * @param airLead so long before its deadline a request goes to the templates
 * @param fallback whether there are templates; else it expires
 */
record BacklogPainter(Duration airLead, boolean fallback) {

  /**
   * The backlog.
   *
   * @param gate what closes the gate of every worker, by name
   * @param ofWorkers the causes of each worker's own
   * @param opensAt when speech may be asked for at the earliest; empty on air, and where nobody
   *     knows
   */
  Backlog backlog(
      RoomState state,
      List<String> gate,
      Map<String, Set<GateCause>> ofWorkers,
      Optional<Instant> opensAt) {
    long waiting = 0;
    long late = 0;
    boolean atLeast = false;
    Instant oldest = null;
    Instant nextAirBy = null;
    List<PartitionState> partitions = new ArrayList<>();
    for (Map.Entry<Integer, WaitingRequests> entry : state.waiting.entrySet()) {
      WaitingRequests requests = entry.getValue();
      waiting += requests.count();
      atLeast |= requests.unread() > 0;
      oldest = earlier(oldest, requests.oldest().orElse(null));
      for (Held held : requests.held()) {
        Instant airBy = held.airBy();
        nextAirBy = earlier(nextAirBy, airBy);
        if (airBy != null && opensAt.isPresent() && leavesAt(airBy).isBefore(opensAt.get())) {
          late++;
        }
      }
      partitions.add(partition(entry.getKey(), requests, state.group, gate, ofWorkers));
    }
    ToTemplates templates =
        opensAt.isEmpty() ? null : new ToTemplates(opensAt.get(), late, atLeast, !fallback);
    return new Backlog(waiting, atLeast, oldest, nextAirBy, templates, partitions);
  }

  private Instant leavesAt(Instant airBy) {
    return fallback ? airBy.minus(airLead) : airBy;
  }

  private static PartitionState partition(
      int number,
      WaitingRequests requests,
      @Nullable GroupView group,
      List<String> gate,
      Map<String, Set<GateCause>> ofWorkers) {
    GroupView.Partition seen = group == null ? null : group.partitions().get(number);
    String worker = seen == null ? null : seen.worker();
    List<String> pausedBy = new ArrayList<>();
    if (worker != null) {
      pausedBy.addAll(gate);
      ofWorkers.getOrDefault(worker, Set.of()).stream()
          .sorted()
          .map(GateCause::name)
          .filter(cause -> !pausedBy.contains(cause))
          .forEach(pausedBy::add);
    }
    return new PartitionState(
        number,
        worker,
        seen == null ? null : seen.member(),
        pausedBy,
        requests.committed(),
        requests.end(),
        requests.lag(),
        requests.count(),
        requests.unread() > 0,
        requests.oldest().orElse(null));
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
