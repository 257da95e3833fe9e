package fm.raido.agent.record;

import fm.raido.protection.pressure.Readings;
import fm.raido.schemas.protection.PressureLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What our rules say of a recording.
 *
 * @param looks every look that was judged, in the order of time
 */
public record Timeline(List<Look> looks) {

  /** A look and what became of it. */
  public record Look(double ms, Readings readings, PressureLevel level, String reason) {}

  /** From then on that level. */
  public record Change(double ms, PressureLevel level, String reason) {}

  public Timeline {
    looks = List.copyOf(looks);
  }

  /** The first level and every change. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (Look look : looks) {
      if (changes.isEmpty() || changes.getLast().level() != look.level()) {
        changes.add(new Change(look.ms(), look.level(), look.reason()));
      }
    }
    return changes;
  }

  /** When that level is reached first. */
  public OptionalDouble first(PressureLevel level) {
    return looks.stream().filter(look -> look.level() == level).mapToDouble(Look::ms).findFirst();
  }

  /** When it is that level for the last time. */
  public OptionalDouble last(PressureLevel level) {
    return looks.stream().filter(look -> look.level() == level).mapToDouble(Look::ms).max();
  }

  /** How often that level is reached. */
  public long times(PressureLevel level) {
    return changes().stream().filter(change -> change.level() == level).count();
  }
}
