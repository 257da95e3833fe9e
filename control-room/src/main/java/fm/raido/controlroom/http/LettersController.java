package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import fm.raido.controlroom.letters.Deadline;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.letters.LetterView;
import fm.raido.controlroom.letters.ReadingTurn;
import fm.raido.controlroom.replay.ReplayHistory;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.Durations;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

  /** Whoever asks at a page gives up after 30 s. */
  private static final Duration TIME = Duration.ofSeconds(20);

  private final KafkaConnection kafka;
  private final Clock clock;

  private final ReadingTurn turn;

  LettersController(Settings settings, Clock clock, ReadingTurn turn) {
    this.kafka = KafkaConnection.of(settings);
    this.clock = clock;
    this.turn = turn;
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
    return inTurn(
        turn,
        () -> {
          LetterTable.Newest newest =
              LetterTable.newest(
                  kafka, TopicCatalogue.DEAD_LETTERS, filter, limit, Deadline.in(TIME));
          return ok(
              new Chosen(newest.total(), newest.letters().stream().map(LetterView::of).toList()));
        });
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/letters/{id}/{pass}")
  ResponseEntity<Object> show(@PathVariable String id, @PathVariable String pass) {
    return inTurn(
        turn,
        () ->
            LetterTable.outstanding(
                    kafka,
                    TopicCatalogue.DEAD_LETTERS,
                    LetterFilter.byId(id + "/" + pass),
                    LetterTable.SHARED_MAX,
                    Deadline.in(TIME))
                .stream()
                .findFirst()
                .map(letter -> ok(LetterView.of(letter)))
                .orElseGet(() ->
                    Problem.answer(
                        Problem.of(
                            HttpStatus.NOT_FOUND,
                            "unknown-letter",
                            "no outstanding dead letter has this name"))));
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
    return inTurn(
        turn,
        () ->
            ok(
                ReplayHistory.read(kafka, now.minus(back.get()), now, MOST, Deadline.in(TIME))
                    .reversed()));
  }

  /** The work's answer, or that others are at it. */
  static ResponseEntity<Object> inTurn(ReadingTurn turn, Supplier<ResponseEntity<Object>> work) {
    return turn.soon(work)
        .orElseGet(() ->
            Problem.answer(
                Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "busy",
                    "the letters are being read for somebody else"),
                BUSY_RETRY));
  }

  private static ResponseEntity<Object> ok(Object body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
