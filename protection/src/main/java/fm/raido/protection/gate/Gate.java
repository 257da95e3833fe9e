package fm.raido.protection.gate;

import fm.raido.schemas.protection.GateCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The causes that hold at one moment; the gate is open only when there is none.
 *
 * @param closures at most one for each cause, in the order of {@link GateCause}
 */
public record Gate(List<Closure> closures) {
  /** No cause at all. */
  public static final Gate OPEN = new Gate(List.of());

  public Gate {
    List<Closure> sorted = new ArrayList<>(closures);
    sorted.sort(Comparator.comparing(Closure::cause));
    closures = List.copyOf(sorted);
  }

  public boolean isOpen() {
    return closures.isEmpty();
  }

  /** Which causes hold. */
  public Set<GateCause> causes() {
    Set<GateCause> causes = EnumSet.noneOf(GateCause.class);
    closures.forEach(closure -> causes.add(closure.cause()));
    return causes;
  }

  /** The causes of both. */
  public Gate with(Collection<Closure> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Closure> all = new ArrayList<>(closures);
    all.addAll(more);
    return new Gate(all);
  }

  /**
   * When it may open at the earliest: the latest of the known ends, or empty where no cause says.
   */
  public Optional<Instant> earliestOpening() {
    return closures.stream()
        .flatMap(closure -> closure.until().stream())
        .max(Comparator.naturalOrder());
  }
}
