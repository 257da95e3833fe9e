package fm.raido.schemas.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldReaderTest {
  @ParameterizedTest
  @CsvSource({"90s, PT1M30S", "2m, PT2M", "PT90S, PT1M30S", "0s, PT0S", "1h, PT1H"})
  void readsDurations(String text, Duration expected) {
    FieldReader fields = of("{\"airIn\":\"" + text + "\"}");
    assertThat(fields.duration("airIn", Duration.ofHours(1))).contains(expected);
    assertThat(fields.isFaulty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-5s",
        "PT-5S",
        "3601s",
        "soon",
        "",
        "999999999999d",
        "PT9223372036854775807S",
        "P106751991167301D"
      })
  void refusesDurationsThatAreNoneOrTooLong(String text) {
    FieldReader fields = of("{\"airIn\":\"" + text + "\"}");
    assertThat(fields.duration("airIn", Duration.ofHours(1))).isEmpty();
    assertThat(fields.violations())
        .containsExactly(
            new Violation(
                "airIn", text, "must be a duration from 0s to 1h, for example 90s or 2m"));
  }

  @Test
  void faultsInsideAnObjectCarryThePath() {
    FieldReader fields = of("{\"song\":{\"title\":7}}");
    fields.object("song").orElseThrow().text("title", 10);
    assertThat(fields.isFaulty("song")).isTrue();
    assertThat(fields.isFaulty("son")).isFalse();
    assertThat(fields.violations())
        .containsExactly(new Violation("song.title", "7", "must be a string"));
  }

  @Test
  void aMissingFieldAndNullAreTheSame() {
    FieldReader fields = of("{\"a\":null}");
    assertThat(fields.string("a")).isEqualTo(fields.string("b")).isEqualTo(Optional.empty());
    assertThat(fields.isFaulty()).isFalse();
    assertThat(fields.required("a", fields.string("a"))).isNull();
    assertThat(fields.violations()).containsExactly(new Violation("a", "", "must be given"));
  }

  @Test
  void aFaultyFieldIsNotCalledMissingToo() {
    FieldReader fields = of("{\"a\":7}");
    assertThat(fields.required("a", fields.string("a"))).isNull();
    assertThat(fields.violations()).containsExactly(new Violation("a", "7", "must be a string"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e400", "-1e400", "123456789012345678901234567890123456789012345678901234567890"})
  void numbersOfAnySizeAreJudged(String number) {
    FieldReader fields = of("{\"n\":" + number + "}");
    assertThat(fields.number("n", 0, 1)).isEmpty();
    assertThat(fields.violations())
        .extracting(Violation::rule)
        .containsExactly("must be from 0 to 1");
  }

  @Test
  void aWholeNumberTooBigForADoubleIsJudgedToo() {
    FieldReader fields = of("{\"n\":1" + "0".repeat(400) + "}");
    assertThat(fields.integer("n", 0, 1)).isEmpty();
    assertThat(fields.violations())
        .extracting(Violation::rule)
        .containsExactly("must be from 0 to 1");
  }

  private static FieldReader of(String document) {
    return new FieldReader(Json.MAPPER.readTree(document));
  }
}
