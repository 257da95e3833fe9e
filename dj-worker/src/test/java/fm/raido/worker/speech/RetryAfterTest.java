package fm.raido.worker.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "7 | 7",
        "' 120 ' | 120",
        "Sun, 01 Nov 2026 12:00:30 GMT | 30",
        "Sun, 01 Nov 2026 11:00:00 GMT | 0",
        "999999999 | 86400",
        "Tue, 01 Nov 2050 12:00:30 GMT | 86400",
      })
  void readsSecondsAndDatesAndBelievesNobodyForLong(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "Sun, 01 Nov"})
  void takesNothingFromWhatItCannotRead(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void isNotFooledByTheWrongDayOfTheWeek() {
    assertThat(RetryAfter.parse("Mon, 01 Nov 2026 12:00:30 GMT", NOW)).isEmpty();
  }
}
