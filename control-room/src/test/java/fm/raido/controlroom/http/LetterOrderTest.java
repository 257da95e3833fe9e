package fm.raido.controlroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.wire.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class LetterOrderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  private static LetterOrder order(String json) {
    return new LetterOrder((ObjectNode) Json.MAPPER.readTree(json), NOW);
  }

  /** The faults of an order to discard. */
  private static List<String> discards(String json) {
    LetterOrder order = order(json);
    order.chosen();
    order.max();
    order.who();
    order.flag("dryRun");
    return order.faults().stream().map(Violation::field).toList();
  }

  @Test
  void aMisspeltFieldDoesNotChooseEverything() {
    assertThat(discards("{\"reasons\":[\"POISON\"]}")).contains("reasons");
    assertThat(discards("{\"reason\":\"POISON\",\"statoin\":\"main\"}")).containsExactly("statoin");
    assertThat(discards("{\"reason\":\"POISON\",\"rate\":\"2/s\"}"))
        .as("a discard has no pace")
        .containsExactly("rate");
    LetterOrder order = order("{\"statoin\":\"main\"}");
    order.filter();
    assertThat(order.faults().getFirst())
        .isEqualTo(
            new Violation(
                "statoin",
                "\"main\"",
                "is not known here; known are contains, id, kind, reason, since, station, until"));
  }

  @Test
  void everyLetterIsChosenOnlyWhereItIsSaid() {
    assertThat(discards("{}")).containsExactly("all");
    assertThat(discards("{\"all\":false,\"max\":3}")).containsExactly("all");
    assertThat(discards("{\"all\":true}")).isEmpty();
    assertThat(discards("{\"reason\":\"POISON\"}")).isEmpty();
    assertThat(discards("{\"all\":\"yes\"}")).containsExactly("all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"station\":\"\",\"reason\":\"POISON\"}",
        "{\"station\":[],\"reason\":\"POISON\"}",
        "{\"station\":[\" \"],\"reason\":\"POISON\"}",
        "{\"station\":\",\",\"reason\":\"POISON\"}",
      })
  void anEmptyFieldIsNoChoice(String json) {
    assertThat(discards(json)).containsExactly("station");
  }

  @Test
  void whoMayBeSaid() {
    assertThat(order("{\"who\":\"ada\"}").who()).contains("ada");
    assertThat(discards("{\"all\":true,\"who\":\"a\\u0007b\"}")).containsExactly("who");
  }
}
