package fm.raido.protection.fold;

import static fm.raido.protection.fold.Script.second;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.gate.Closure;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostsOfTheFoldTest {
  private final Script script = Script.with(TestSettings.DEFAULTS);

  /** Normal beats every 5 s, so that the host is not silent. */
  private Script beats(int fromSecond, int toSecond) {
    for (int second = fromSecond; second <= toSecond; second += 5) {
      script.at(second).beat("k1", PressureLevel.NORMAL);
    }
    return script;
  }

  @Test
  void criticalPressureClosesUntilFiveMinutesAfterItsLastBeat() {
    script.at(0).beat("k1", PressureLevel.CRITICAL);
    script.at(5).beat("k1", PressureLevel.CRITICAL);
    assertThat(script.fold.gate(second(5)))
        .isEqualTo(
            closed(GateCause.HOST_PRESSURE, 0, 305, "speech host k1 is critical: memory 97 %"));

    beats(10, 300);
    assertThat(script.fold.gate(second(304.999)))
        .isEqualTo(
            closed(GateCause.HOST_PRESSURE, 0, 305, "speech host k1 was critical: memory 97 %"));
    assertThat(script.fold.gate(second(305))).isEqualTo(Gate.OPEN);
  }

  @Test
  void aRampFollowsPressureAndItsFirstFailureOpens() {
    script.at(0).beat("k1", PressureLevel.CRITICAL);
    beats(5, 305);

    assertThat(script.at(305).breaker())
        .isEqualTo(new Breaker.Closed(List.of(), Optional.of(second(300))));
    assertThat(script.fold.perMinute(second(305))).isEqualTo(1);
    script.called("c", CallResult.BROKEN);
    assertThat(script.breaker()).isInstanceOf(Breaker.Open.class);
  }

  @Test
  void aKnownHostIsSilentAfterFifteenSeconds() {
    script.at(0).beat("k1", PressureLevel.NORMAL);

    assertThat(script.fold.gate(second(15))).isEqualTo(Gate.OPEN);
    assertThat(script.fold.gate(second(15.001)))
        .isEqualTo(
            closed(
                GateCause.HOST_SILENT,
                15,
                7 * 86_400,
                "speech host k1 has not been heard since 2026-11-01T00:00:00Z"));
    assertThat(script.fold.gate(second(7 * 86_400 - 1)).isOpen()).isFalse();
    assertThat(script.fold.gate(second(7 * 86_400))).isEqualTo(Gate.OPEN);
  }

  @Test
  void theNextBeatEndsASilenceAndALongOneIsFollowedByARamp() {
    script.at(0).beat("k1", PressureLevel.NORMAL);
    script.at(60).beat("k1", PressureLevel.NORMAL);
    assertThat(script.causes()).isEmpty();
    assertThat(script.fold.perMinute(script.now())).isEqualTo(10);

    script.at(120.001).beat("k1", PressureLevel.NORMAL);
    assertThat(script.causes()).isEmpty();
    assertThat(script.fold.perMinute(script.now())).isEqualTo(1);
  }

  @Test
  void aHostThatSaidItIsGoingAwayIsNotSilent() {
    script.at(0).beat("k1", PressureLevel.NORMAL);
    script.at(5).beat("k1", PressureLevel.GOING_AWAY);

    assertThat(script.at(100).causes()).isEmpty();
    script.beat("k1", PressureLevel.NORMAL);
    assertThat(script.fold.perMinute(script.now())).as("no silence, no ramp").isEqualTo(10);
  }

  @Test
  void goingAwayDoesNotShortenTheCooldown() {
    script.at(0).beat("k1", PressureLevel.CRITICAL);
    script.at(5).beat("k1", PressureLevel.GOING_AWAY);

    assertThat(script.at(299).causes()).containsExactly(GateCause.HOST_PRESSURE);
    assertThat(script.at(300).causes()).isEmpty();
    assertThat(script.fold.perMinute(script.now())).isEqualTo(1);
  }

  @Test
  void aForgottenHostNeitherPressesNorIsSilent() {
    script.at(0).beat("k1", PressureLevel.CRITICAL);
    assertThat(script.at(20).causes())
        .containsExactly(GateCause.HOST_PRESSURE, GateCause.HOST_SILENT);

    script.forget("k1");
    assertThat(script.causes()).isEmpty();
    assertThat(script.fold.perMinute(script.now())).as("pressure ends with a ramp").isEqualTo(1);
    script.at(25).beat("k1", PressureLevel.NORMAL);
    assertThat(script.at(41).causes()).containsExactly(GateCause.HOST_SILENT);
  }

  @Test
  void aWarningHalvesTheLimitsWhileItLasts() {
    script.at(0).beat("k1", PressureLevel.WARNING);
    assertThat(script.fold.perMinute(script.now())).isEqualTo(5);
    assertThat(script.fold.inFlight(script.now())).isEqualTo(1);

    script.at(5).beat("k1", PressureLevel.NORMAL);
    assertThat(script.fold.perMinute(script.now())).isEqualTo(10);
    assertThat(script.fold.inFlight(script.now())).isEqualTo(2);
  }

  @Test
  void onlyHostsOfTheServiceCount() {
    Applied applied =
        script.append(new HostBeat("other", "k1", PressureLevel.CRITICAL, "load 12", false));

    assertThat(applied).isEqualTo(new Applied.Skipped("service"));
    assertThat(script.causes()).isEmpty();
  }

  @Test
  void onlyListedHostsCountAndAListChangedLaterAppliesToWhatWasHeardBefore() {
    script.append(TestSettings.DEFAULTS.hosts("k2").record());
    assertThat(script.beat("k1", PressureLevel.CRITICAL)).isEqualTo(new Applied.Skipped("host"));
    assertThat(script.causes()).isEmpty();

    script.append(TestSettings.DEFAULTS.hosts("k1", "k2").record());
    assertThat(script.causes()).containsExactly(GateCause.HOST_PRESSURE);
  }

  @Test
  void beatsBeforeTheFirstSettingsAreRemembered() {
    Script early = new Script();
    early.beat("k1", PressureLevel.CRITICAL);
    early.append(TestSettings.DEFAULTS.record());

    assertThat(early.causes()).containsExactly(GateCause.HOST_PRESSURE);
  }

  @Test
  void severalHostsMakeOneClosureOfEachCause() {
    script.at(0).append(new HostBeat("kokoro", "k1", PressureLevel.CRITICAL, "load 12", true));
    script.at(5).beat("k2", PressureLevel.CRITICAL);

    assertThat(script.fold.gate(second(5)))
        .isEqualTo(
            closed(
                GateCause.HOST_PRESSURE,
                0,
                305,
                "speech host k1 is critical: load 12 (rehearsal);"
                    + " speech host k2 is critical: memory 97 %"));
  }

  @Test
  void showsHostsToTheOperator() {
    script.at(0).beat("k1", PressureLevel.CRITICAL);
    script.at(1).append(new HostBeat("other", "k9", PressureLevel.NORMAL, "all fine", false));

    assertThat(script.fold.hosts(second(15.5)))
        .containsExactly(
            new HostView(
                "kokoro",
                "k1",
                PressureLevel.CRITICAL,
                "memory 97 %",
                false,
                second(0),
                true,
                Optional.of(second(300)),
                true),
            new HostView(
                "other",
                "k9",
                PressureLevel.NORMAL,
                "all fine",
                false,
                second(1),
                false,
                Optional.empty(),
                false));
  }

  @Test
  void theOperatorsSwitchHoldsForItsTimeAtMostSevenDays() {
    script.at(0).switchOn(Duration.ofSeconds(30));
    assertThat(script.fold.gate(second(29.999)))
        .isEqualTo(closed(GateCause.OPERATOR, 0, 30, "ann: maintenance"));
    assertThat(script.fold.gate(second(30))).isEqualTo(Gate.OPEN);

    script.switchOn(Duration.ofDays(30));
    assertThat(script.fold.gate(second(1)))
        .isEqualTo(closed(GateCause.OPERATOR, 0, 7 * 86_400, "ann: maintenance"));
    script.switchOn(null);
    assertThat(script.fold.gate(second(1)))
        .isEqualTo(closed(GateCause.OPERATOR, 0, 7 * 86_400, "ann: maintenance"));
    script.at(2).switchOff();
    assertThat(script.causes()).isEmpty();
  }

  @Test
  void aSwitchForNoTimeIsSkipped() {
    assertThat(script.switchOn(Duration.ZERO)).isEqualTo(new Applied.Skipped("switch time"));
    assertThat(script.switchOn(Duration.ofSeconds(-1)))
        .isEqualTo(new Applied.Skipped("switch time"));
    assertThat(script.causes()).isEmpty();
  }

  @Test
  void theHostsOwnWishCountsAtMostForTheBreakersTimeAndIsNotShortened() {
    script.ask("a", "r");
    script.at(1).end("a", CallResult.BROKEN, Duration.ofDays(999_999));
    assertThat(script.at(1).fold.gate(second(1)).earliestOpening()).contains(second(301));

    Script other = Script.with(TestSettings.DEFAULTS);
    other.ask("a", "r");
    other.ask("b", "s");
    other.end("a", CallResult.OVERLOADED, Duration.ofSeconds(60));
    other.at(1).end("b", CallResult.OVERLOADED, Duration.ofSeconds(2));
    assertThat(other.fold.gate(second(1)).earliestOpening()).contains(second(60));
    assertThat(other.fold.gate(second(60))).isEqualTo(Gate.OPEN);
  }

  @Test
  void onlyAFailureCarriesAWish() {
    script.ask("a", "r");
    script.end("a", CallResult.SPOKEN, Duration.ofSeconds(60));

    assertThat(script.causes()).isEmpty();
  }

  private static Gate closed(GateCause cause, double since, double until, String detail) {
    return new Gate(List.of(new Closure(cause, second(since), Optional.of(second(until)), detail)));
  }
}
