package fm.raido.controlroom.explain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which things happened. Requests, outcomes and the protection log carry the brokers'
 * time; letters and their tombstones carry the clock of whoever wrote them, which may be seconds
 * off. What was written in one transaction with something that has a broker's time is told at that
 * time: a letter with its outcome, a tombstone with the next pass.
 */
final class EventOrder {
  private static final Comparator<Event> ORDER =
      Comparator.comparing(Event::at)
          .thenComparingInt(Event::pass)
          .thenComparingInt(EventOrder::rank)
          .thenComparingLong(event -> event.place().offset());

  private EventOrder() {}

  static List<Event> sorted(List<Event> events) {
    return events.stream().map(event -> inBrokersTime(event, events)).sorted(ORDER).toList();
  }

  private static Event inBrokersTime(Event event, List<Event> all) {
    return switch (event) {
      case Event.Buried buried ->
          all.stream()
              .filter(other -> other instanceof Event.Settled && other.pass() == buried.pass())
              .findFirst()
              .<Event>map(
                  outcome -> new Event.Buried(outcome.at(), buried.place(), buried.letter()))
              .orElse(buried);
      case Event.Withdrawn withdrawn ->
          all.stream()
              .filter(
                  other -> other instanceof Event.Requested && other.pass() == withdrawn.pass() + 1)
              .map(Event::at)
              .min(Comparator.naturalOrder())
              .<Event>map(at -> moved(withdrawn, at))
              .orElse(withdrawn);
      case Event.Requested _,
          Event.Unreadable _,
          Event.Asked _,
          Event.Ended _,
          Event.Freed _,
          Event.Settled _ ->
          event;
    };
  }

  private static Event.Withdrawn moved(Event.Withdrawn withdrawn, Instant at) {
    return new Event.Withdrawn(
        at, withdrawn.place(), withdrawn.pass(), withdrawn.action(), withdrawn.who());
  }

  /** Of what happened at the same time. */
  private static int rank(Event event) {
    return switch (event) {
      case Event.Requested _, Event.Unreadable _ -> 0;
      case Event.Asked _ -> 1;
      case Event.Ended _ -> 2;
      case Event.Freed _ -> 3;
      case Event.Settled _ -> 4;
      case Event.Buried _ -> 5;
      case Event.Withdrawn _ -> 6;
    };
  }
}
