package fm.raido.protection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  @ParameterizedTest
  @CsvSource({
    "2/s,       1,      500",
    "0.5/s,     1,     2000",
    "10/s,      1,      100",
    "25/s,      3,      120",
    "100/s,    10,      100",
    "30/m,      1,     2000",
    "100/h,     1,    36000",
    "1000000/s, 100000, 100",
  })
  void slowOnesGoOneByOneAndFastOnesATenthOfASecondAtATime(String text, int letters, long millis) {
    assertThat(Pace.parse(text)).contains(new Pace(letters, Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/s", "0.0/m", "-1/s", "2", "2/d", "fast", "", "2 /s", "1000001/s"})
  void whatIsNoPaceIsNone(String text) {
    assertThat(Pace.parse(text)).isEmpty();
  }

  @Test
  void theRateIsWhatWasSaidHoweverItIsCut() {
    for (int perSecond = 1; perSecond < 5_000; perSecond++) {
      Pace pace = Pace.parse(perSecond + "/s").orElseThrow();
      assertThat(pace.letters() / (pace.period().toNanos() / 1e9))
          .describedAs("%d/s", perSecond)
          .isCloseTo(perSecond, within(perSecond * 1e-6));
    }
  }
}
