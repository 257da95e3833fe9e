package fm.raido.controlroom.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.protection.fold.Lease;
import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.protection.CallResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's history in words; also the JSON of {@code raido explain --json}. Pure.
 *
 * @param id the request's id
 * @param at this moment
 * @param events what happened, in order
 * @param now how it stands
 */
record Narrative(String id, Instant at, List<Line> events, Now now) {

  /**
   * One thing that happened.
   *
   * @param what a word for programs
   * @param pass in which pass
   * @param words for people
   * @param where the record that says so; null for what follows from the silence of a record
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(Instant at, String what, int pass, String words, @Nullable String where) {}

  /**
   * How it stands.
   *
   * @param state {@code waiting}, {@code settled}, {@code dead-lettered} or {@code unknown}
   * @param words for people, one or more sentences
   */
  record Now(String state, List<String> words) {}

  static Narrative of(RequestHistory history) {
    List<Line> lines = new ArrayList<>();
    for (Event event : history.events()) {
      lines.add(
          new Line(
              event.at(),
              EventWords.what(event, history),
              event.pass(),
              EventWords.of(event, history),
              event.place().toString()));
    }
    history.events().forEach(event -> addAbandoned(event, history, lines));
    // Stable: what happened at the same time stays in its order.
    lines.sort(Comparator.comparing(Line::at));
    return new Narrative(
        history.id(), history.now(), List.copyOf(lines), StandingWords.of(history));
  }

  /** A call that has no end is over when its lease is. */
  private static void addAbandoned(Event event, RequestHistory history, List<Line> lines) {
    if (event instanceof Event.Asked(_, _, int pass, String call, String worker, Verdict verdict)
        && verdict instanceof Verdict.Granted(Lease lease)
        && !history.now().isBefore(lease.expiresAt())
        && history.events().stream().noneMatch(other -> isEndOf(other, call))) {
      lines.add(
          new Line(
              lease.expiresAt(),
              "abandoned",
              pass,
              "the call of worker "
                  + worker
                  + " never came to an end: the worker died in it or lost the log; the attempt is used",
              null));
    }
  }

  static boolean isEndOf(Event event, String call) {
    return event instanceof Event.Ended ended
        && ended.skipped() == null
        && ended.end().callId().equals(call);
  }

  /** Which attempt of its pass a granted ask is: those given back unused do not count. */
  static int attempt(Event.Asked asked, RequestHistory history) {
    int attempt = 1;
    for (Event event : history.events()) {
      if (event.place().equals(asked.place())) {
        break;
      }
      if (event instanceof Event.Asked earlier
          && earlier.pass() == asked.pass()
          && earlier.verdict() instanceof Verdict.Granted
          && history.events().stream()
              .noneMatch(other ->
                  isEndOf(other, earlier.callId())
                      && other instanceof Event.Ended ended
                      && ended.end().result() == CallResult.UNUSED)) {
        attempt++;
      }
    }
    return attempt;
  }
}
