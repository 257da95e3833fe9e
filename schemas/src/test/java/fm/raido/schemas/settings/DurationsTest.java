package fm.raido.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "15s, PT15S",
    "15, PT15S",
    "1.5 s, PT1.5S",
    "5m, PT5M",
    "2H, PT2H",
    "7d, PT168H",
    "' 3s ', PT3S",
    "PT4M, PT4M",
    "p1d, PT24H",
    "0, PT0S"
  })
  void readsWhatPeopleWrite(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "s", "5 minutes", "5w", "-5s", "+5s", "1e3s", "5s5m", "PT", "P1M", "∞"})
  void refusesTheRest(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999d", "106751991168d", "PT99999999999999999999S"})
  void refusesWhatIsTooLongToBeCountedInMilliseconds(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.25S, 250ms",
    "PT1.5S, 1500ms",
    "PT15S, 15s",
    "PT300S, 5m",
    "PT90S, 90s",
    "PT7200S, 2h",
    "PT168H, 7d"
  })
  void writesTheShortestForm(Duration duration, String text) {
    assertThat(Durations.format(duration)).isEqualTo(text);
    assertThat(Durations.parse(text)).contains(duration);
  }
}
