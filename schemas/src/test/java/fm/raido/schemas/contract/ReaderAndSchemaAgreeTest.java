package fm.raido.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.RequestLimits;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.wire.Json;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Whoever writes requests by the schema is not refused, and whoever is refused can see it in the
 * schema, but for the two things that the schema says nothing of.
 */
class ReaderAndSchemaAgreeTest {
  private static final int DOCUMENTS = 4_000;

  @Test
  void onGeneratedDocuments() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int valid = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = RequestDocuments.next(random);
      List<String> faults = Schemas.faults("announcement-request", parsed(document));
      RequestReading reading = RequestReader.read(parsed(document));
      valid += faults.isEmpty() ? 1 : 0;
      assertThat(reading instanceof RequestReading.Valid)
          .as(
              "seed %d, document %d: %s%nthe schema says %s%nthe reader says %s",
              seed, i, document, faults, reading)
          .isEqualTo(faults.isEmpty());
    }
    assertThat(valid)
        .as("valid ones among %d documents, seed %d", DOCUMENTS, seed)
        .isBetween(DOCUMENTS / 10, DOCUMENTS * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "\"text\"",
        "7",
        "{}",
        "{\"id\":null,\"station\":null,\"kind\":null,\"createdAt\":null}",
      })
  void onDocumentsThatAreNoRequests(String document) {
    assertThat(Schemas.faults("announcement-request", parsed(document))).isNotEmpty();
    assertThat(RequestReader.read(parsed(document))).isInstanceOf(RequestReading.Invalid.class);
  }

  /** Patterns see halves of surrogate pairs in every pair, or not at all. */
  @Test
  void theSchemaSaysNothingOfHalfASurrogatePair() {
    JsonNode document =
        parsed(
            "{\"id\":\"a\",\"station\":\"s\",\"kind\":\"custom\",\"createdAt\":\"2026-11-01T20:15:00Z\",\"text\":\"half \\ud83c\"}");
    assertThat(Schemas.faults("announcement-request", document)).isEmpty();
    assertThat(RequestReader.read(document)).isInstanceOf(RequestReading.Invalid.class);
  }

  @Test
  void theSchemaSaysNothingOfTheSizeOfARecord() {
    String document =
        "{\"id\":\"a\",\"station\":\"s\",\"kind\":\"station-id\",\"createdAt\":\"2026-11-01T20:15:00Z\",\"unknown\":\""
            + "x".repeat(RequestLimits.RECORD_BYTES_MAX)
            + "\"}";
    assertThat(Schemas.faults("announcement-request", parsed(document))).isEmpty();
    assertThat(RequestReader.read(document.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(RequestReading.Invalid.class);
  }

  @Test
  void theLimitsAreTheSameNumbers() {
    JsonNode properties = Schemas.current("announcement-request").get("properties");
    assertThat(properties.at("/id/pattern").stringValue()).isEqualTo("^" + RequestLimits.ID + "$");
    assertThat(properties.at("/station/pattern").stringValue())
        .isEqualTo("^" + RequestLimits.STATION + "$");
    assertThat(properties.at("/voice/pattern").stringValue())
        .isEqualTo("^" + RequestLimits.VOICE + "$");
    assertThat(properties.at("/airBy/pattern").stringValue())
        .isEqualTo("^" + RequestLimits.TIME + "$");
    assertThat(properties.at("/text/maxLength").intValue()).isEqualTo(RequestLimits.TEXT_MAX);
    for (String field : List.of("title", "artist", "album")) {
      assertThat(properties.at("/track/properties/" + field + "/maxLength").intValue())
          .isEqualTo(RequestLimits.TITLE_MAX);
    }
    assertThat(properties.at("/track/properties/year/minimum").intValue())
        .isEqualTo(RequestLimits.YEAR_MIN);
    assertThat(properties.at("/track/properties/year/maximum").intValue())
        .isEqualTo(RequestLimits.YEAR_MAX);
    assertThat(properties.at("/speed/minimum").doubleValue()).isEqualTo(RequestLimits.SPEED_MIN);
    assertThat(properties.at("/speed/maximum").doubleValue()).isEqualTo(RequestLimits.SPEED_MAX);
    assertThat(properties.at("/pass/maximum").intValue()).isEqualTo(RequestLimits.PASS_MAX);
    assertThat(Schemas.current("announcement-request").get("description").stringValue())
        .contains("at most " + RequestLimits.RECORD_BYTES_MAX + " bytes");
  }

  private static JsonNode parsed(String document) {
    return Json.MAPPER.readTree(document);
  }
}
