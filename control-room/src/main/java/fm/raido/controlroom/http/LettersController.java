package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.letters.LetterView;
import fm.raido.controlroom.replay.HistoryEntry;
import fm.raido.controlroom.replay.ReplayHistory;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.settings.Durations;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Dead letters, to be looked at. */
@RestController
public class LettersController {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private static final Duration BUSY_RETRY = Duration.ofSeconds(2);

  private final String bootstrap;
  private final Clock clock;

  /** A table of many letters takes much of the memory there is: one at a time. */
  private final Semaphore reading = new Semaphore(1);

  LettersController(Settings settings, Clock clock) {
    this.bootstrap = settings.get(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS);
    this.clock = clock;
  }

  /**
   * Letters that were chosen.
   *
   * @param total how many
   * @param letters the newest of them
   */
  record Chosen(int total, List<LetterView> letters) {}

  @Needs(Role.LOOK)
  @GetMapping("/api/letters")
  ResponseEntity<Object> list(@RequestParam Map<String, String> query) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    query.forEach(fields::put);
    LetterOrder order = new LetterOrder(fields, clock.instant());
    LetterFilter filter = order.filter();
    int limit = order.limit(USUAL, MOST);
    if (!order.faults().isEmpty()) {
      return Problem.faulty(order.faults());
    }
    return exclusively(() -> {
      List<Letter> found = outstanding(filter);
      return new Chosen(
          found.size(),
          found.stream()
              .sorted(Comparator.comparing(Letter::failedAt).reversed())
              .limit(limit)
              .map(LetterView::of)
              .toList());
    });
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/letters/{id}/{pass}")
  ResponseEntity<Object> show(@PathVariable String id, @PathVariable String pass) {
    Optional<Object> found =
        outstanding(LetterFilter.byId(id + "/" + pass)).stream().findFirst().map(LetterView::of);
    return found
        .map(LettersController::ok)
        .orElseGet(() ->
            Problem.answer(
                Problem.of(
                    HttpStatus.NOT_FOUND,
                    "unknown-letter",
                    "no outstanding dead letter has this name")));
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/replay-history")
  ResponseEntity<Object> history(@RequestParam(defaultValue = "7d") String since) {
    Optional<Duration> back = Durations.parse(since).filter(Duration::isPositive);
    if (back.isEmpty() || back.get().compareTo(Duration.ofDays(30)) > 0) {
      return Problem.faulty(
          List.of(new Violation("since", since, "must be a duration up to 30d, such as 2h")));
    }
    Instant now = clock.instant();
    List<HistoryEntry> entries = ReplayHistory.read(bootstrap, now.minus(back.get()), now);
    return ok(entries.reversed().stream().limit(MOST).toList());
  }

  private List<Letter> outstanding(LetterFilter filter) {
    return LetterTable.outstanding(bootstrap, TopicCatalogue.DEAD_LETTERS, filter);
  }

  private ResponseEntity<Object> exclusively(java.util.function.Supplier<Object> work) {
    if (!reading.tryAcquire()) {
      return Problem.answer(
          Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "busy",
              "the letters are being read for another page"),
          BUSY_RETRY);
    }
    try {
      return ok(work.get());
    } finally {
      reading.release();
    }
  }

  private static ResponseEntity<Object> ok(Object body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
