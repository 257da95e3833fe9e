package fm.raido.producer.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnnouncementMemoryTest {
  private static final Instant T0 = Instant.parse("2026-11-01T20:00:00Z");
  private static final String SPOKEN = "{\"outcome\":\"SPOKEN\"}";
  private static final String LETTER = "{\"outcome\":\"DEAD_LETTERED\"}";

  private final AnnouncementMemory memory = new AnnouncementMemory(3, 50, Duration.ofHours(1));

  @Test
  void theOneTouchedLongestAgoIsForgottenFirst() {
    for (String id : new String[] {"a", "b", "c"}) {
      memory.requested(id, "main", 0, T0);
    }
    memory.requested("a", "main", 1, T0);
    memory.requested("d", "main", 0, T0);

    assertThat(memory.find("b")).isEmpty();
    assertThat(memory.find("a")).isPresent();
    assertThat(memory.size()).isEqualTo(3);
  }

  @Test
  void outcomesAreBoundedByTheirLength() {
    memory.settled("a", "main", 0, "x".repeat(30), T0);
    memory.settled("b", "main", 0, "x".repeat(30), T0);

    assertThat(memory.find("a")).isEmpty();
    assertThat(memory.find("b")).isPresent();
    memory.settled("b", "main", 0, "x".repeat(20), T0);
    memory.settled("c", "main", 0, "x".repeat(30), T0);
    assertThat(memory.find("b")).as("20 + 30 characters fit").isPresent();
  }

  @Test
  void whatIsTooOldIsForgotten() {
    memory.requested("a", "main", 0, T0);
    memory.requested("b", "main", 0, T0.plus(Duration.ofMinutes(61)));

    assertThat(memory.find("a")).isEmpty();
  }

  @Test
  void aReplayIsAcceptedAgainUntilItHasItsOwnOutcome() {
    memory.requested("a", "main", 0, T0);
    assertThat(view("a").path("status").asString()).isEqualTo("accepted");
    memory.settled("a", "main", 0, LETTER, T0);
    assertThat(view("a").path("status").asString()).isEqualTo("dead-lettered");

    memory.requested("a", "main", 1, T0);
    assertThat(view("a").path("status").asString()).isEqualTo("accepted");
    assertThat(view("a").path("pass").asInt()).isEqualTo(1);
    assertThat(view("a").at("/outcome/outcome").asString()).isEqualTo("DEAD_LETTERED");

    memory.settled("a", "main", 1, SPOKEN, T0);
    memory.settled("a", "main", 0, LETTER, T0);
    assertThat(view("a").path("status").asString()).isEqualTo("spoken");
  }

  private JsonNode view(String id) {
    return AnnouncementView.of(id, memory.find(id).orElseThrow());
  }
}
