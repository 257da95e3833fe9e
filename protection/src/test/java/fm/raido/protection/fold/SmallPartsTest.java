package fm.raido.protection.fold;

import static fm.raido.protection.fold.Script.second;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.FoldSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallPartsTest {

  @ParameterizedTest
  @CsvSource({
    // limit, ramp share, warning => rate
    "10, 100, false, 10",
    "10,  10, false,  1",
    "10,  20, false,  2",
    "10,  50, false,  5",
    "10, 100, true,   5",
    "10,  50, true,   3",
    "10,  20, true,   1",
    "11, 100, true,   6",
    "11,  10, false,  2",
    " 1,  10, true,   1",
    "1000000, 10, false, 100000",
  })
  void limitsAreRoundedUpAndNeverUnderOne(int limit, int percent, boolean warning, int expected) {
    FoldSettings rules = TestSettings.DEFAULTS.perMinute(limit).inFlight(3).settings();

    assertThat(Limits.of(rules, percent, warning)).isEqualTo(new Limits(expected, warning ? 2 : 3));
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "59.999, 10", "60, 20", "119.999, 20", "120, 50", "179.999, 50", "180, 100"})
  void theRampStepsUpOnTime(double seconds, int percent) {
    assertThat(new Ramp(second(0), Duration.ofSeconds(60)).percent(second(seconds)))
        .isEqualTo(percent);
  }

  @Test
  void aRampOfNoTimeIsNone() {
    Ramp none = new Ramp(second(0), Duration.ZERO);

    assertThat(none.isUnderWay(second(0))).isFalse();
    assertThat(none.percent(second(0))).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 8", "3, 16", "4, 16", "100, 16"})
  void backoffDoublesWithUpToAQuarterMoreAndNeverOverTheLongest(int attempt, long base) {
    FoldSettings rules = TestSettings.DEFAULTS.settings();
    for (int n = 0; n < 1000; n++) {
      Duration wait = Backoff.after(attempt, "call-" + n, rules);
      assertThat(wait)
          .isBetween(Duration.ofSeconds(base), Duration.ofMillis(Math.min(16_000, base * 1250)));
    }
  }

  @Test
  void jitterIsTheSameEverywhereAndSpread() {
    FoldSettings rules = TestSettings.DEFAULTS.settings();

    assertThat(Backoff.after(1, "call-1", rules)).isEqualTo(Backoff.after(1, "call-1", rules));
    assertThat(
            IntStream.range(0, 1000)
                .mapToObj(n -> Backoff.after(1, "call-" + n, rules))
                .distinct()
                .count())
        .isGreaterThan(400);
  }

  @Test
  void theWindowTellsWhenTheNextGrantFits() {
    RateWindow window = new RateWindow();
    IntStream.range(0, 5).forEach(n -> window.add(second(n)));

    assertThat(window.count(second(4))).isEqualTo(5);
    assertThat(window.count(second(60))).isEqualTo(4);
    assertThat(window.freeAt(6, second(4))).isEqualTo(second(4));
    assertThat(window.freeAt(5, second(4))).isEqualTo(second(60));
    assertThat(window.freeAt(1, second(4))).isEqualTo(second(64));
    assertThat(window.nextChange(second(60))).contains(second(61));
    assertThat(window.nextChange(second(64))).isEmpty();
  }

  @Test
  void theWindowForgetsWithoutChangingItsAnswers() {
    RateWindow window = new RateWindow();
    for (int n = 0; n < 10_000; n++) {
      window.add(second(n));
      window.forget(second(n));
      assertThat(window.count(second(n))).isEqualTo(Math.min(60, n + 1));
    }
  }

  @Test
  void leasesOfChangedSettingsExpireInTheirOwnOrder() {
    Leases leases = new Leases();
    leases.add(lease("long", 0, 100));
    leases.add(lease("short", 1, 10));
    leases.add(lease("middle", 2, 50));

    assertThat(leases.count(second(9.999))).isEqualTo(3);
    assertThat(leases.count(second(10))).isEqualTo(2);
    assertThat(leases.freeAt(3, second(2))).isEqualTo(second(10));
    assertThat(leases.freeAt(1, second(2))).isEqualTo(second(100));
    assertThat(leases.nextChange(second(10))).contains(second(50));
    leases.forget(second(50));
    assertThat(leases.live(second(50))).containsExactly(lease("long", 0, 100));
    leases.remove(lease("long", 0, 100));
    assertThat(leases.count(second(50))).isZero();
    assertThat(leases.nextChange(second(50))).isEmpty();
  }

  @Test
  void aTimedOutLeaseCountsAsSlotButNotAsInFlight() {
    Leases leases = new Leases();
    leases.add(lease("slow", 0, 100));
    leases.timedOut(lease("slow", 0, 100));

    assertThat(leases.count(second(1))).isEqualTo(1);
    assertThat(leases.inFlight(0, second(1))).isZero();
  }

  @Test
  void seenCallsAreBounded() {
    SeenCalls seen = new SeenCalls();
    for (int n = 0; n < SeenCalls.MOST + 10; n++) {
      seen.add("call-" + n, second(0));
    }
    seen.forget(second(0));

    assertThat(seen.contains("call-9", second(0))).isFalse();
    assertThat(seen.contains("call-10", second(0))).isTrue();
  }

  private static Lease lease(String callId, double grantedAt, double expiresAt) {
    return new Lease(
        callId, "w1", Optional.empty(), false, 0, second(grantedAt), second(expiresAt), false);
  }
}
