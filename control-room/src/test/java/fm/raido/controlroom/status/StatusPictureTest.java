package fm.raido.controlroom.status;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.status.StatusPicture.BreakerState;
import fm.raido.controlroom.status.StatusPicture.InForce;
import fm.raido.controlroom.status.StatusPicture.Rate;
import fm.raido.controlroom.status.StatusPicture.Reason;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.testkit.EverydayRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusPictureTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:15:00Z");
  private final ProtectionFold fold = new ProtectionFold();

  @Test
  void isOnAirWithSettingsAndNothingElse() {
    apply(NOW, settings(1));
    assertThat(StatusPicture.of(fold, NOW))
        .isEqualTo(
            new StatusPicture(
                true,
                NOW,
                List.of(),
                new BreakerState("CLOSED", 0, null, false),
                new Rate(0, 10, 10),
                2,
                List.of(),
                List.of(),
                List.of(),
                new InForce(1, 1, "w1")));
  }

  @Test
  void looksAtLogTimeWhereTheClockIsBehind() {
    apply(NOW, settings(1));
    assertThat(StatusPicture.of(fold, NOW.minusSeconds(60)).at()).isEqualTo(NOW);
  }

  @Test
  void aHalfOpenBreakerIsQuietUntilItsProbe() {
    apply(NOW, settings(1));
    fiveFailures();
    Instant halfOpen = NOW.plus(Duration.ofMinutes(6));
    assertThat(StatusPicture.of(fold, halfOpen).quiet())
        .containsExactly(
            new Reason(
                "HALF_OPEN",
                NOW.plus(Duration.ofMinutes(5)),
                null,
                "one probe must succeed first"));
    apply(halfOpen, new ProtectionRecord.ProbeAsked("p", "w2", false));
    assertThat(StatusPicture.of(fold, halfOpen).quiet())
        .extracting(Reason::detail)
        .containsExactly("one probe is on its way, by w2");
    assertThat(StatusText.lines(StatusPicture.of(fold, halfOpen)))
        .contains("          a probe by w2 for 0s");
  }

  @Test
  void severalReasonsAreAllTold() {
    apply(NOW, settings(1));
    fiveFailures();
    apply(NOW, new ProtectionRecord.HostBeat("kokoro", "h", PressureLevel.CRITICAL, "load", false));
    assertThat(StatusText.lines(StatusPicture.of(fold, NOW)))
        .startsWith("QUIET for 2 reasons, until 2026-11-01T20:20:00Z (5m 0s):")
        .anyMatch(line -> line.startsWith("          breaker open: "))
        .anyMatch(line -> line.startsWith("          host pressure: "))
        .contains("breaker   open, until 2026-11-01T20:20:00Z (5m 0s)");
  }

  @Test
  void newerRulesAreToldAsUnreadable() {
    apply(NOW, settings(2));
    assertThat(StatusPicture.of(fold, NOW).quiet())
        .containsExactly(
            new Reason(
                "LOG_UNREADABLE",
                NOW,
                null,
                "the protection log follows newer rules than this program knows"));
  }

  @Test
  void hostsAndWorkersThatSaidGoodbyeAreGone() {
    apply(NOW, settings(1));
    apply(
        NOW, new ProtectionRecord.HostBeat("kokoro", "h", PressureLevel.GOING_AWAY, "stop", false));
    apply(NOW, new ProtectionRecord.WorkerSaid("w1", Set.of(), false, true));
    StatusPicture picture = StatusPicture.of(fold, NOW);
    assertThat(picture.hosts()).isEmpty();
    assertThat(picture.workers()).isEmpty();
  }

  private void fiveFailures() {
    for (int i = 0; i < 5; i++) {
      apply(NOW, new ProtectionRecord.CallAsked("c" + i, "r" + i, 0, "w1"));
      apply(
          NOW,
          new ProtectionRecord.CallEnded(
              "c" + i, "w1", CallResult.BROKEN, Duration.ofMillis(5), null));
    }
  }

  private void apply(Instant at, ProtectionRecord record) {
    fold.apply(Optional.of(record), at);
  }

  private static ProtectionRecord settings(int foldVersion) {
    return new ProtectionRecord.SettingsSet(1, foldVersion, EverydayRules.of("store-1"), "w1");
  }
}
