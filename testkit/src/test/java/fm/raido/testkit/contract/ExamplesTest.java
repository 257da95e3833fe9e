package fm.raido.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document's examples are valid, and the programs write what they show. */
class ExamplesTest {
  private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.read();
  private static final Recognizer RECOGNIZER = new Recognizer(DOCUMENT);
  private static final Instant AT = Instant.parse("2026-11-01T20:15:00Z");

  /** An example, with what it is an example of. */
  record Example(String topic, AsyncApiMessage message, JsonNode node) {
    @Override
    public String toString() {
      return message.id() + " " + node.path("name").asString("");
    }

    JsonNode payload() {
      return node.path("payload");
    }
  }

  static List<Example> examples() {
    return DOCUMENT.channels().keySet().stream()
        .flatMap(topic ->
            DOCUMENT.messages(topic).stream()
                .flatMap(message ->
                    message.examples().stream().map(node -> new Example(topic, message, node))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsWhatItsMessageSays(Example example) {
    assertThat(DOCUMENT.payloadFaults(example.message(), example.payload())).isEmpty();
    if (example.node().has("headers")) {
      assertThat(DOCUMENT.headerFaults(example.message(), example.node().get("headers"))).isEmpty();
      String type = example.node().get("headers").path("ce_type").asString("");
      assertThat(type).isIn("", example.message().name());
    }
  }

  @Test
  void everyMessageThatAProgramWritesHasAnExample() {
    Set<String> without = new TreeSet<>();
    for (String topic : DOCUMENT.channels().keySet()) {
      for (AsyncApiMessage message : DOCUMENT.messages(topic)) {
        if (message.examples().isEmpty()) {
          without.add(message.id());
        }
      }
    }
    // The fence is empty, and the letters are other programs'.
    assertThat(without).containsExactly("kafkaConnectLetter", "replayFence", "springKafkaLetter");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleThatLacksWhatIsRequiredIsFound(Example example) {
    // Anybody may write requests, and need write no header.
    if (example.node().has("headers") && !example.message().id().equals("announcementRequested")) {
      ObjectNode headers = (ObjectNode) example.node().get("headers").deepCopy();
      headers.remove(List.of("ce_id", "raido-replay-of"));
      assertThat(DOCUMENT.headerFaults(example.message(), headers)).isNotEmpty();
    }
    if (example.payload().isObject()) {
      ObjectNode payload = (ObjectNode) example.payload().deepCopy();
      payload.remove(List.of("id", "type", "host", "letter"));
      assertThat(DOCUMENT.payloadFaults(example.message(), payload)).isNotEmpty();
    }
  }

  static Stream<Example> whatProgramsWrite() {
    return examples().stream()
        .filter(example -> example.payload().isObject())
        .filter(example -> !example.message().id().equals("foreignLetterTakenAway"));
  }

  @ParameterizedTest
  @MethodSource("whatProgramsWrite")
  void aProgramThatWritesTheExampleWritesTheMessage(Example example) {
    ProducerRecord<byte[], byte[]> record = written(example);
    assertThat(Json.MAPPER.readTree(record.value()).properties())
        .containsAll(example.payload().properties());
    assertThat(record.topic()).isEqualTo(example.topic());
    // The headers of a replay, and those of a letter for other programs, come after these.
    String expected =
        switch (example.message().id()) {
          case "announcementReplayed" -> "announcementRequested";
          case "announcementDeadLettered" -> "";
          default -> example.message().id();
        };
    assertThat(RECOGNIZER.messages(record.topic(), record.key(), record.headers(), record.value()))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  private static ProducerRecord<byte[], byte[]> written(Example example) {
    byte[] value = Json.MAPPER.writeValueAsBytes(example.payload());
    return switch (example.topic()) {
      case TopicCatalogue.REQUESTS ->
          RaidoRecords.request(
              ((RequestReading.Valid) RequestReader.read(value)).request(), "/producer", null);
      case TopicCatalogue.OUTCOMES ->
          RaidoRecords.outcome(RaidoRecords.readOutcome(value).orElseThrow(), null);
      case TopicCatalogue.DEAD_LETTERS ->
          RaidoRecords.deadLetter(RaidoRecords.readDeadLetter(value).orElseThrow(), null);
      case TopicCatalogue.PROTECTION ->
          RaidoRecords.protection(
              RaidoRecords.readProtection(value).orElseThrow(), "/dj-worker/w", AT);
      case TopicCatalogue.HOST_PRESSURE ->
          RaidoRecords.pressure(RaidoRecords.readPressure(value).orElseThrow());
      default -> throw new AssertionError(example.topic());
    };
  }

  @Test
  void aStrangersRecordIsNoMessageWhereOnlyProgramsWrite() {
    assertThat(messages(TopicCatalogue.OUTCOMES, "{\"outcome\":\"SPOKEN\"}")).isEmpty();
    assertThat(messages(TopicCatalogue.REQUESTS, "not json")).isEmpty();
    assertThat(messages("payments", "{}")).isEmpty();
    assertThat(
            messages(
                TopicCatalogue.REQUESTS,
                "{\"id\":\"a\",\"station\":\"main\",\"kind\":\"station-id\",\"createdAt\":\"2026-11-01T20:15:00Z\"}"))
        .containsExactly("announcementRequested");
  }

  private static List<String> messages(String topic, String value) {
    return RECOGNIZER.messages(
        topic, "main".getBytes(UTF_8), new RecordHeaders(), value.getBytes(UTF_8));
  }
}
