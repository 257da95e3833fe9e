package fm.raido.controlroom.explain;

import fm.raido.protection.fold.LastWord;
import fm.raido.protection.fold.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * All that the topics know of one request.
 *
 * @param id its id
 * @param events what happened, in order
 * @param expected what the log would answer if a worker asked to call for its last pass now
 * @param closedWorkers workers with causes of their own to ask for nothing
 * @param now this moment, not before the log's own time
 */
record RequestHistory(
    String id, List<Event> events, Verdict expected, List<LastWord> closedWorkers, Instant now) {
  RequestHistory {
    events = List.copyOf(events);
    closedWorkers = List.copyOf(closedWorkers);
  }
}
