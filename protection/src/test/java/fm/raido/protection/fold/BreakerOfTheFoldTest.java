package fm.raido.protection.fold;

import static fm.raido.protection.fold.Script.refusal;
import static fm.raido.protection.fold.Script.second;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerOfTheFoldTest {
  private static final TestSettings WIDE = TestSettings.WIDE;

  @Test
  void opensAtTheLimitAndEndsStrictlyAfterItsTime() {
    Script script = Script.with(WIDE).at(1).failed(5);

    assertThat(script.breaker()).isEqualTo(new Breaker.Open(second(1), second(301)));
    assertThat(script.at(301).causes()).containsExactly(GateCause.BREAKER_OPEN);
    assertThat(script.at(301.001).causes()).isEmpty();
    assertThat(script.breaker()).isEqualTo(new Breaker.HalfOpen(second(301), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(
      value = CallResult.class,
      names = {"SPOKEN", "UNSPEAKABLE"})
  void anAnswerOfTheHostResetsTheCount(CallResult answer) {
    Script script = Script.with(WIDE).failed(4).called("good", answer).at(1).failed(4);

    assertThat(script.breaker())
        .isEqualTo(
            new Breaker.Closed(
                List.of(second(1), second(1), second(1), second(1)), Optional.empty()));
  }

  @Test
  void anUnusedGrantSaysNothingOfTheHost() {
    Script script = Script.with(WIDE).failed(4).called("unused", CallResult.UNUSED);
    script.failed(1);

    assertThat(script.breaker()).isInstanceOf(Breaker.Open.class);
  }

  @Test
  void failuresOverAnHourOldAreForgotten() {
    Script script = Script.with(WIDE).failed(4).at(3600);
    assertThat(((Breaker.Closed) script.breaker()).failures()).hasSize(4);

    script.at(3600.001).failed(1);
    assertThat(script.breaker())
        .isEqualTo(new Breaker.Closed(List.of(second(3600.001)), Optional.empty()));
  }

  @Test
  void aTimeOutIsAFailureAtOnceAndOnlyOnce() {
    Script script = Script.with(WIDE).failed(3);
    script.ask("slow", "r");
    script.at(15).end("slow", CallResult.TIMED_OUT);
    Applied late = script.at(20).end("slow", CallResult.SPOKEN);

    assertThat(late).isEqualTo(new Applied.Skipped("repeated"));
    assertThat(((Breaker.Closed) script.breaker()).failures()).hasSize(4);
    // It is no longer one that could still fail: exactly one more call is let.
    assertThat(refusal(script.ask("last", "s"))).isEmpty();
    assertThat(refusal(script.expect("t"))).contains(Refusal.BREAKER_AT_LIMIT);
  }

  @Test
  void afterOneFailureNoMoreCallsAreOnTheirWayThanMayFail() {
    Script script = Script.with(WIDE).failed(2);

    for (int n = 0; n < 3; n++) {
      assertThat(refusal(script.ask("c" + n, "r" + n))).isEmpty();
    }
    assertThat(refusal(script.ask("c3", "r3"))).contains(Refusal.BREAKER_AT_LIMIT);
    script.end("c0", CallResult.SPOKEN);
    assertThat(refusal(script.ask("c4", "r4"))).as("a success lifts the limit").isEmpty();
  }

  @Test
  void callsOfAnEarlierEraDoNotCount() {
    Script script = Script.with(WIDE.longCalls());
    for (int n = 0; n < 8; n++) {
      script.ask("c" + n, "r" + n);
    }
    for (int n = 0; n < 5; n++) {
      script.end("c" + n, CallResult.BROKEN);
    }
    script.at(1).end("c5", CallResult.SPOKEN);
    assertThat(script.breaker()).isEqualTo(new Breaker.Open(second(0), second(300)));

    script.at(301).end("c6", CallResult.SPOKEN);
    assertThat(script.breaker()).isEqualTo(new Breaker.HalfOpen(second(300), Optional.empty()));

    script.probe("p");
    script.end("p", CallResult.SPOKEN);
    assertThat(script.end("c7", CallResult.BROKEN)).isInstanceOf(Applied.Noted.class);
    assertThat(script.breaker())
        .as("the ramp's first failure would open")
        .isEqualTo(new Breaker.Closed(List.of(), Optional.of(second(301))));
  }

  @Test
  void halfOpenLetsOneProbeAndNothingElse() {
    Script script = Script.with(WIDE).failed(5).at(301);

    assertThat(refusal(script.ask("c", "r"))).contains(Refusal.BREAKER_HALF_OPEN);
    assertThat(refusal(script.ownProbe("o"))).contains(Refusal.BREAKER_HALF_OPEN);
    assertThat(refusal(script.probe("p"))).isEmpty();
    assertThat(script.probe("q"))
        .isEqualTo(
            new Verdict.Refused(
                Refusal.BREAKER_HALF_OPEN, Optional.of(second(348)), "worker w1 probes already"));
  }

  @Test
  void aProbeThatSucceedsClosesWithTheRamp() {
    Script script = Script.with(TestSettings.DEFAULTS).failed(5).at(301);
    script.probe("p");
    script.at(302).end("p", CallResult.SPOKEN);

    assertThat(script.breaker()).isEqualTo(new Breaker.Closed(List.of(), Optional.of(second(302))));
    assertThat(script.fold.perMinute(second(302))).isEqualTo(1);
    assertThat(script.fold.perMinute(second(361.999))).isEqualTo(1);
    assertThat(script.fold.perMinute(second(362))).isEqualTo(2);
    assertThat(script.fold.perMinute(second(422))).isEqualTo(5);
    assertThat(script.fold.perMinute(second(482))).isEqualTo(10);
    assertThat(script.fold.breaker(second(482)))
        .isEqualTo(new Breaker.Closed(List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(
      value = CallResult.class,
      names = {"OVERLOADED", "BROKEN", "TIMED_OUT"})
  void aProbeThatFailsOpensAgainFromItsEnd(CallResult failure) {
    Script script = Script.with(WIDE).failed(5).at(301);
    script.probe("p");
    script.at(310).end("p", failure);

    assertThat(script.breaker()).isEqualTo(new Breaker.Open(second(310), second(610)));
  }

  @Test
  void anUnusedOrAbandonedProbeFreesThePlace() {
    Script script = Script.with(WIDE).failed(5).at(301);
    script.probe("p");
    script.end("p", CallResult.UNUSED);
    assertThat(refusal(script.probe("q"))).isEmpty();

    assertThat(refusal(script.at(347.999).probe("r"))).contains(Refusal.BREAKER_HALF_OPEN);
    assertThat(refusal(script.at(348).probe("s"))).isEmpty();
    assertThat(script.at(349).end("q", CallResult.SPOKEN)).isEqualTo(noLease());
  }

  @Test
  void theFirstFailureInARampOpensAgain() {
    Script script = Script.with(WIDE).failed(5).at(301);
    script.probe("p");
    script.end("p", CallResult.SPOKEN);

    script.at(302).failed(1);
    assertThat(script.breaker()).isEqualTo(new Breaker.Open(second(302), second(602)));
  }

  @Test
  void afterTheRampItTakesTheFullCount() {
    Script script = Script.with(WIDE).failed(5).at(301);
    script.probe("p");
    script.end("p", CallResult.SPOKEN);

    script.at(481).failed(4);
    assertThat(script.breaker()).isInstanceOf(Breaker.Closed.class);
  }

  @Test
  void halfOpenThatNobodyProbesForADayCountsAsClosedWithTheRamp() {
    Script script = Script.with(TestSettings.DEFAULTS).failed(5);
    double day = Duration.ofDays(1).toSeconds();

    assertThat(script.at(300 + day - 0.001).breaker()).isInstanceOf(Breaker.HalfOpen.class);
    assertThat(script.at(300 + day).breaker())
        .isEqualTo(new Breaker.Closed(List.of(), Optional.of(second(300 + day))));
    assertThat(script.fold.perMinute(script.now())).isEqualTo(1);
    assertThat(refusal(script.ask("c", "r"))).isEmpty();
  }

  @Test
  void theDayCountsFromTheLastGrantedProbe() {
    Script script = Script.with(WIDE).failed(5).at(301 + 3600);
    script.probe("p");
    double day = Duration.ofDays(1).toSeconds();

    assertThat(script.at(301 + day).breaker()).isInstanceOf(Breaker.HalfOpen.class);
    assertThat(script.at(301 + 3600 + day).breaker()).isInstanceOf(Breaker.Closed.class);
  }

  @Test
  void aProbeOfOnesOwnRoadCostsTokenAndSlotAndSaysNothing() {
    Script script = Script.with(TestSettings.DEFAULTS.inFlight(3)).failed(4);
    assertThat(refusal(script.ownProbe("own"))).isEmpty();
    assertThat(script.fold.grantsInLastMinute(script.now())).isEqualTo(5);
    assertThat(script.fold.leases(script.now())).hasSize(1);
    assertThat(refusal(script.expect("r"))).as("not counted in flight").isEmpty();

    script.end("own", CallResult.SPOKEN);
    assertThat(((Breaker.Closed) script.breaker()).failures()).hasSize(4);
    script.ownProbe("own-2");
    script.end("own-2", CallResult.BROKEN);
    assertThat(((Breaker.Closed) script.breaker()).failures()).hasSize(4);
  }

  @Test
  void aBreakerThatHasProvedNothingForADayBelievesTheFirstProbe() {
    Script script = Script.with(WIDE);

    assertThat(refusal(script.probe("p"))).isEmpty();
    assertThat(script.breaker()).isInstanceOf(Breaker.HalfOpen.class);
    script.at(1).end("p", CallResult.BROKEN);
    assertThat(script.breaker()).isEqualTo(new Breaker.Open(second(1), second(301)));
  }

  @Test
  void aTimedOutProbeOpensAndKeepsItsSlot() {
    Script script = Script.with(TestSettings.DEFAULTS).failed(5).at(301);
    script.probe("p");
    script.at(316).end("p", CallResult.TIMED_OUT);

    assertThat(script.fold.leases(script.now())).singleElement().matches(Lease::timedOut);
    assertThat(script.breaker()).isEqualTo(new Breaker.Open(second(316), second(616)));
    script.at(320).free("p");
    assertThat(script.fold.leases(script.now())).isEmpty();
  }

  private static Applied noLease() {
    return new Applied.Skipped("no live lease");
  }
}
