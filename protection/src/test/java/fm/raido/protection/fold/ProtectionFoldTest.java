package fm.raido.protection.fold;

import static fm.raido.protection.fold.Script.refusal;
import static fm.raido.protection.fold.Script.request;
import static fm.raido.protection.fold.Script.second;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtectionFoldTest {
  private static final TestSettings DEFAULTS = TestSettings.DEFAULTS;

  @Test
  void knowsNothingBeforeTheFirstRecord() {
    ProtectionFold fold = new ProtectionFold();

    assertThat(fold.time()).isEqualTo(Instant.EPOCH);
    assertThat(fold.settings()).isEmpty();
    assertThat(fold.settingsAt()).isEmpty();
    assertThat(fold.rules()).isEmpty();
    assertThat(fold.isUnreadable()).isFalse();
    assertThat(fold.gate(second(0)).isOpen()).isTrue();
    assertThat(fold.expectedGrants(second(0))).isZero();
    assertThat(fold.perMinute(second(0))).isZero();
    assertThat(fold.nextChange(second(0))).isEmpty();
    assertThat(fold.medianSpoken()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void timeNeverRunsBackwardsAndRecordsFarBehindAreCounted() {
    Script script = Script.with(DEFAULTS).at(100);
    script.called("a", CallResult.SPOKEN);
    script.at(95).called("b", CallResult.SPOKEN);
    assertThat(script.fold.counters()).containsEntry("clock", 0L);

    Verdict verdict = script.at(94.999).ask("c", "r");

    assertThat(script.fold.time()).isEqualTo(second(100));
    assertThat(script.fold.counters()).isEqualTo(Map.of("granted", 3L, "refused", 0L, "clock", 1L));
    assertThat(((Verdict.Granted) verdict).lease().grantedAt()).isEqualTo(second(100));
  }

  @Test
  void aQueryBeforeTheLastRecordIsAnsweredForIt() {
    Script script = Script.with(DEFAULTS.perMinute(1));
    script.called("a", CallResult.SPOKEN);
    script.at(60).append(DEFAULTS.perMinute(1).record());

    assertThat(script.fold.expectedGrants(second(1))).isEqualTo(1);
  }

  @Test
  void theLastSettingsRule() {
    Script script = Script.with(DEFAULTS).at(5);
    SettingsSet lower = DEFAULTS.perMinute(3).record();
    script.append(lower);

    assertThat(script.fold.settings()).contains(lower);
    assertThat(script.fold.settingsAt()).contains(second(5));
    assertThat(script.fold.perMinute(second(5))).isEqualTo(3);
  }

  @Test
  void settingsOfAnUnknownVersionMakeTheLogUnreadableUntilKnownOnesFollow() {
    Script script = Script.with(DEFAULTS);
    script.append(new SettingsSet(2, 2, DEFAULTS.settings(), "w2"));
    assertThat(script.fold.isUnreadable()).isTrue();
    assertThat(script.fold.rules()).isEmpty();
    assertThat(script.fold.expectedGrants(script.now())).isZero();

    script.append(DEFAULTS.record());
    assertThat(script.fold.isUnreadable()).isFalse();
    assertThat(refusal(script.ask("c", "r"))).isEmpty();
  }

  @Test
  void settingsThatNobodyConfirmsForSevenDaysAreForgotten() {
    Script script = Script.with(DEFAULTS);
    Instant days7 = second(0).plus(Duration.ofDays(7));

    assertThat(refusal(script.at(days7.minusMillis(1)).expect("r"))).isEmpty();
    assertThat(refusal(script.at(days7).expect("r"))).contains(Refusal.NO_SETTINGS);
  }

  @Test
  void settingsWhoseTimesReachBeyondMemoryAreSkipped() {
    Script script = Script.with(DEFAULTS);
    FoldSettings rules = DEFAULTS.settings();
    FoldSettings endless =
        new FoldSettings(
            rules.service(),
            rules.maxPerMinute(),
            rules.maxInFlight(),
            rules.breakerFailures(),
            Duration.ofSeconds(Long.MAX_VALUE),
            rules.maxAttempts(),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE),
            rules.backoffMin(),
            rules.backoffMax(),
            rules.rampStep(),
            rules.protectionCooldown(),
            rules.protectOnHosts(),
            rules.store());

    assertThat(script.append(new SettingsSet(2, FoldVersions.CURRENT, endless, "w2")))
        .isEqualTo(new Applied.Skipped("settings"));
    assertThat(script.fold.rules()).contains(rules);
  }

  @Test
  void rubbishIsSkippedAndCounted() {
    Script script = Script.with(DEFAULTS);
    Applied applied = script.fold.apply(Optional.empty(), second(1));

    assertThat(applied).isEqualTo(new Applied.Skipped("undecodable"));
    assertThat(script.fold.skipped()).isEqualTo(Map.of("undecodable", 1L));
    assertThat(script.fold.time()).isEqualTo(second(1));
  }

  @Test
  void expectsAsManyGrantsAsRateSlotsAndBreakerLeave() {
    Script script = Script.with(DEFAULTS.perMinute(8).inFlight(7));
    assertThat(script.fold.expectedGrants(second(0))).as("slots").isEqualTo(7);
    script.called("a", CallResult.SPOKEN).called("b", CallResult.SPOKEN);
    assertThat(script.fold.expectedGrants(second(0))).as("rate").isEqualTo(6);
    script.failed(1);
    assertThat(script.fold.expectedGrants(second(0))).as("breaker").isEqualTo(4);
    script.ask("c", "r");
    assertThat(script.fold.expectedGrants(second(0))).as("in flight").isEqualTo(3);
    script.switchOn(null);
    assertThat(script.fold.expectedGrants(second(0))).as("gate closed").isZero();
  }

  @Test
  void expectsNoGrantsWhileHalfOpen() {
    Script script = Script.with(TestSettings.WIDE).failed(5).at(301);

    assertThat(script.fold.expectedGrants(script.now())).isZero();
  }

  @Test
  void theMedianIsOfTheLastTwentySpokenCallsWithoutProbes() {
    Script script = Script.with(TestSettings.WIDE);
    for (int n = 1; n <= 30; n++) {
      script.ask("c" + n, "r" + n);
      script.append(
          new CallEnded("c" + n, "w1", CallResult.SPOKEN, Duration.ofMillis(n * 100L), null));
    }
    script.ownProbe("p");
    script.append(new CallEnded("p", "w1", CallResult.SPOKEN, Duration.ofHours(1), null));

    assertThat(script.fold.medianSpoken()).isEqualTo(Duration.ofMillis(2100));
  }

  @Test
  void tellsWhetherOthersReachTheHost() {
    Script script = Script.with(TestSettings.WIDE);
    script.called("a", CallResult.SPOKEN).at(1);
    script.append(new CallAsked("b", "r", 0, "w2"));
    script.append(new CallEnded("b", "w2", CallResult.UNSPEAKABLE, Duration.ZERO, null));

    assertThat(script.fold.lastSuccessOfOthers("w1")).contains(second(1));
    assertThat(script.fold.lastSuccessOfOthers("w2")).contains(second(0));
    assertThat(script.fold.lastSuccessOfOthers("w3")).contains(second(1));
  }

  @Test
  void remembersWhatWorkersSaidForSevenDays() {
    Script script = Script.with(DEFAULTS);
    WorkerSaid said = new WorkerSaid("w1", Set.of(GateCause.STORE_FAILED), true, false);
    WorkerSaid other = new WorkerSaid("w2", Set.of(), false, false);
    script.append(new WorkerSaid("w1", Set.of(), false, false));
    script.append(other);
    script.at(1).append(said);
    assertThat(script.fold.workers())
        .containsExactly(new LastWord(other, second(0)), new LastWord(said, second(1)));

    script.at(second(0).plus(Duration.ofDays(7))).append(DEFAULTS.record());
    assertThat(script.fold.workers()).containsExactly(new LastWord(said, second(1)));
  }

  @Test
  void showsTheLastTwentyEndedCallsNewestFirst() {
    Script script = Script.with(TestSettings.WIDE);
    for (int n = 0; n < 25; n++) {
      script.called("c" + n, CallResult.SPOKEN);
    }

    assertThat(script.fold.recentCalls())
        .hasSize(20)
        .startsWith(
            new EndedCall(
                "c24",
                "w1",
                Optional.of(request("request-of-c24")),
                CallResult.SPOKEN,
                Duration.ofSeconds(1),
                second(0)));
  }

  @Test
  void saysWhenTimeAloneChangesAnAnswer() {
    Script script = Script.with(DEFAULTS);
    script.called("a", CallResult.SPOKEN).at(1).ask("b", "r");

    assertThat(script.fold.nextChange(second(1))).as("b expires").contains(second(48));
    assertThat(script.fold.nextChange(second(48))).as("a leaves").contains(second(60));
    assertThat(script.fold.nextChange(second(60))).as("b leaves").contains(second(61));
    assertThat(script.fold.nextChange(second(61)))
        .as("settings are forgotten")
        .contains(second(0).plus(Duration.ofDays(7)));
    assertThat(script.fold.nextChange(second(0).plus(Duration.ofDays(7)))).isEmpty();
  }
}
