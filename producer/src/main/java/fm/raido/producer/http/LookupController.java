package fm.raido.producer.http;

import fm.raido.producer.history.AnnouncementMemory;
import fm.raido.producer.history.AnnouncementMemory.Remembered;
import fm.raido.producer.history.AnnouncementView;
import fm.raido.producer.history.HistoryReader;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/announcements/{id}}: what became of one. */
@RestController
public class LookupController {
  private static final long LOADING_RETRY_SECONDS = 1;

  private final AnnouncementMemory memory;
  private final HistoryReader history;

  LookupController(AnnouncementMemory memory, HistoryReader history) {
    this.memory = memory;
    this.history = history;
  }

  /**
   * Answers from memory: {@code accepted}, or how the latest pass ended, with the whole outcome. An
   * id that is not known while the last day is still being read is neither there nor not there:
   * 503.
   */
  @GetMapping(path = "/v1/announcements/{id}")
  ResponseEntity<Object> find(@PathVariable String id) {
    // Before the look-up: what is caught up afterwards may have come after it.
    boolean caughtUp = history.hasCaughtUp();
    Optional<Remembered> known = memory.find(id);
    if (known.isPresent()) {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(AnnouncementView.of(id, known.get()));
    }
    return caughtUp
        ? Problem.answer(
            Problem.of(
                HttpStatus.NOT_FOUND,
                "unknown-announcement",
                "no announcement of the last day has this id"))
        : Problem.answer(
            Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "loading",
                "not known yet: the last day's announcements are still being read"),
            LOADING_RETRY_SECONDS);
  }
}
