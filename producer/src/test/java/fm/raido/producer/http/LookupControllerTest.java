package fm.raido.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.producer.history.AnnouncementMemory;
import fm.raido.producer.history.HistoryReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LookupControllerTest {
  private final AnnouncementMemory memory = AnnouncementMemory.ofOneDay();

  /** Never started, so it never catches up. */
  private final HistoryReader loading =
      new HistoryReader(
          () -> {
            throw new AssertionError("not started");
          },
          memory,
          (request, at) -> {},
          Duration.ofHours(24),
          Clock.systemUTC());

  private final LookupController lookup = new LookupController(memory, loading);

  @Test
  void anUnknownIdIsNeitherThereNorNotThereWhileTheLastDayIsBeingRead() {
    var answer = lookup.find("a");

    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("1");
  }

  @Test
  void whatIsKnownIsAnsweredAtOnce() {
    memory.requested("a", "main", 0, Instant.EPOCH);

    assertThat(lookup.find("a").getStatusCode().value()).isEqualTo(200);
  }
}
