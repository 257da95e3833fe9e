package fm.raido.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EcsLineTest {
  private static final Instant AT = Instant.parse("2026-11-01T20:16:02.123Z");

  @Test
  void aLineIsAnObjectByTheSchema() {
    assertThat(EcsLine.of(AT, "WARN", "fm.raido.agent.X", "main", 7, "health of host \"a\"", null))
        .isEqualTo(
            "{\"@timestamp\":\"2026-11-01T20:16:02.123Z\",\"log\":{\"level\":\"WARN\","
                + "\"logger\":\"fm.raido.agent.X\"},\"process\":{\"pid\":7,\"thread\":{\"name\":\"main\"}},"
                + "\"service\":{\"name\":\"raido-agent\"},\"message\":\"health of host \\\"a\\\"\","
                + "\"ecs\":{\"version\":\"8.11\"}}");
  }

  @Test
  void whateverIsSaidItIsOneLineAndJson() {
    String words = "a\nb\r\t\\ \" \u0001 \u2028 é 🎙 \ud83c";
    String line = EcsLine.of(AT, "ERROR", "x", "t", 7, words, new IllegalStateException("no\n"));
    assertThat(line).doesNotContain("\n");
    JsonNode json = Json.MAPPER.readTree(line);
    assertThat(json.get("message").stringValue()).isEqualTo(words);
    JsonNode error = json.get("error");
    assertThat(error.get("type").stringValue()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.get("message").stringValue()).isEqualTo("no\n");
    assertThat(error.get("stack_trace").stringValue()).contains("EcsLineTest");
  }
}
