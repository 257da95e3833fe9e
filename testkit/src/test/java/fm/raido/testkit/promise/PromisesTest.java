package fm.raido.testkit.promise;

import static fm.raido.testkit.promise.Sightings.at;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.testkit.promise.Observed.HostCall;
import fm.raido.testkit.promise.Observed.Span;
import fm.raido.testkit.promise.Observed.Troubles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromisesTest {
  private final Sightings seen = new Sightings().settings();

  private List<Law> broken() {
    return Promises.judge(seen.seen()).stream()
        .filter(verdict -> !verdict.holds())
        .map(Verdict::law)
        .toList();
  }

  @Test
  void aSystemThatKeepsThemBreaksNone() {
    seen.requested(0, "a")
        .requested(0, "b", at(60_000))
        .requested(0, "a")
        .rubbish(1)
        .called(1_000, "w-1", "a")
        .ended(2_000, "w-1", CallResult.SPOKEN)
        .settled(0, 0, "a", OutcomeKind.SPOKEN)
        .committed(0, 1, 1, 0)
        .settled(0, 1, "b", OutcomeKind.FALLBACK, at(60_000), at(50_000))
        .committed(0, 3, 3, 1)
        .settled(1, 0, "_raido.requests-1-0", OutcomeKind.DEAD_LETTERED)
        .letter(1, "_raido.requests-1-0", DeadLetterReason.POISON)
        .committed(1, 1, 1, 0);
    seen.acknowledged.addAll(List.of("a", "b"));

    assertThat(broken()).isEmpty();
  }

  @Test
  void aRequestWithoutAnOutcomeBreaksL1() {
    seen.requested(0, "a");
    assertThat(broken()).containsExactly(Law.L1);
  }

  @Test
  void twoOutcomesBreakL1() {
    seen.requested(0, "a")
        .settled(0, 0, "a", OutcomeKind.SPOKEN)
        .settled(0, 0, "a", OutcomeKind.EXPIRED);
    assertThat(broken()).containsExactly(Law.L1);
  }

  @Test
  void anOutcomeInAnotherPartitionBreaksL1() {
    seen.requested(0, "a").requested(1, "b");
    seen.settled(0, 0, "a", OutcomeKind.SPOKEN).settled(0, 0, "b", OutcomeKind.SPOKEN);
    assertThat(broken()).containsExactly(Law.L1);
  }

  @Test
  void aLetterWithoutItsOutcomeBreaksL1() {
    seen.requested(0, "a")
        .settled(0, 0, "a", OutcomeKind.EXPIRED)
        .letter(0, "a", DeadLetterReason.REJECTED);
    assertThat(broken()).containsExactly(Law.L1);
  }

  @Test
  void aCommitThatCountsWhatNoReaderSawBreaksL1() {
    seen.requested(0, "a")
        .requested(0, "b")
        .settled(0, 0, "a", OutcomeKind.EXPIRED)
        .settled(0, 1, "b", OutcomeKind.EXPIRED)
        .committed(0, 2, 2, 1)
        .committed(0, 2, 3, 0);
    assertThat(Promises.judge(seen.seen()).getFirst().breaches())
        .hasSize(2)
        .anyMatch(breach -> breach.contains("counts 3 records and marks 2"))
        .anyMatch(breach -> breach.contains("records = outcomes + duplicates"));
  }

  @Test
  void aThirdCallBreaksL2() {
    seen.called(1_000, "w-1", "a")
        .ended(2_000, "w-1", CallResult.BROKEN)
        .called(10_000, "w-2", "a")
        .ended(11_000, "w-2", CallResult.BROKEN)
        .called(30_000, "w-3", "a");
    assertThat(broken()).containsExactly(Law.L2);
  }

  @Test
  void aCallThatNobodyAskedForBreaksL2() {
    seen.atHost(1_000, "w-9", 1);
    seen.calls.add(new HostCall(null, at(2_000), "words", 1));
    assertThat(broken()).containsExactly(Law.L2);
  }

  @Test
  void aCallForWhatWasSpokenBreaksL2UnlessItsAudioCouldNotBeKept() {
    seen.called(1_000, "w-1", "a")
        .ended(2_000, "w-1", CallResult.SPOKEN)
        .called(9_000, "w-2", "a")
        .ended(9_500, "w-2", CallResult.SPOKEN);
    assertThat(broken()).containsExactly(Law.L2);
    seen.troubles = new Troubles(List.of(), List.of(new Span("", at(900), at(3_000))), List.of());
    assertThat(broken()).isEmpty();
  }

  @Test
  void aGrantBehindTheOperatorsRecordBreaksL3() {
    seen.logged(1_000, new ProtectionRecord.SwitchSet(true, "why", "who", Duration.ofMinutes(1)))
        .called(2_000, "w-1", "a");
    assertThat(broken()).containsExactly(Law.L3);
  }

  @Test
  void aCallThatStartsTooLateBreaksL3UnlessItsWorkerStoodStill() {
    seen.asked(1_000, "w-1", "a").atHost(4_000, "w-1", 1);
    assertThat(broken()).containsExactly(Law.L3);
    seen.troubles =
        new Troubles(List.of(new Span("w", at(1_500), at(3_900))), List.of(), List.of());
    assertThat(broken()).isEmpty();
  }

  @Test
  void anEleventhGrantInAMinuteBreaksL4() {
    for (int i = 0; i < 11; i++) {
      seen.called(5_000L * i, "w-" + i, "r" + i)
          .ended(5_000L * i + 100, "w-" + i, CallResult.SPOKEN);
    }
    assertThat(broken()).containsExactly(Law.L4);
  }

  @Test
  void aThirdCallAtTheHostBreaksL4() {
    seen.asked(1_000, "w-1", "a").atHost(1_010, "w-1", 3);
    assertThat(broken()).containsExactly(Law.L4);
  }

  @Test
  void anOutageThatCostsMoreThanItMayBreaksL5() {
    for (int i = 0; i < 8; i++) {
      seen.called(1_000L * i + 10, "w-" + i, "r" + i)
          .ended(1_000L * i + 20, "w-" + i, CallResult.SPOKEN);
    }
    seen.log.replaceAll(logged ->
        logged.record().orElse(null) instanceof ProtectionRecord.CallEnded ended
            ? new Observed.Logged(
                logged.appendedAt(),
                java.util.Optional.of(
                    new ProtectionRecord.CallEnded(
                        ended.callId(), "w", CallResult.BROKEN, Duration.ZERO, null)))
            : logged);
    seen.troubles = new Troubles(List.of(), List.of(), List.of(new Span("", at(0), at(9_000))));
    assertThat(broken()).containsExactly(Law.L3, Law.L5);
  }

  @Test
  void aLetterWithoutItsAttemptsBreaksL5() {
    seen.requested(0, "a")
        .settled(0, 0, "a", OutcomeKind.DEAD_LETTERED)
        .letter(0, "a", DeadLetterReason.EXHAUSTED)
        .called(1_000, "w-1", "a")
        .ended(2_000, "w-1", CallResult.BROKEN);
    assertThat(broken()).containsExactly(Law.L5);
  }

  @Test
  void aLetterForAsksThatWereRefusedBreaksL5() {
    seen.requested(0, "a")
        .settled(0, 0, "a", OutcomeKind.DEAD_LETTERED)
        .letter(0, "a", DeadLetterReason.EXHAUSTED)
        .logged(500, new ProtectionRecord.SwitchSet(true, "why", "who", Duration.ofMinutes(9)))
        .asked(1_000, "w-1", "a")
        .asked(2_000, "w-2", "a");
    assertThat(broken()).containsExactly(Law.L5);
  }

  @Test
  void aLetterForCallsThatDiedWithTheirWorkersBreaksNone() {
    seen.requested(0, "a")
        .settled(0, 0, "a", OutcomeKind.DEAD_LETTERED)
        .letter(0, "a", DeadLetterReason.LOST)
        .asked(1_000, "w-1", "a")
        .asked(60_000, "w-2", "a");
    assertThat(broken()).isEmpty();
  }

  @Test
  void aGrantGivenBackByAWorkerThatSleptBeyondItsLeaseIsAnAttempt() {
    seen.requested(0, "a")
        .settled(0, 0, "a", OutcomeKind.DEAD_LETTERED)
        .letter(0, "a", DeadLetterReason.LOST)
        .asked(1_000, "w-1", "a")
        .ended(70_000, "w-1", CallResult.UNUSED)
        .asked(80_000, "w-2", "a");
    assertThat(broken()).isEmpty();
  }

  @Test
  void aCallThatIsToldToBeUnusedBreaksL2() {
    seen.called(1_000, "w-1", "a").ended(2_000, "w-1", CallResult.UNUSED);
    assertThat(broken()).containsExactly(Law.L2);
  }

  @Test
  void anOutcomeThatForgetsItsDeadlineBreaksL6() {
    seen.requested(0, "a", at(5_000)).settled(0, 0, "a", OutcomeKind.SPOKEN);
    assertThat(broken()).containsExactly(Law.L6);
  }

  @Test
  void nothingIsTriedWhereNothingHappened() {
    assertThat(Promises.judge(seen.seen())).noneMatch(Verdict::tried);
  }

  @Test
  void whatIsSpokenAfterItsDeadlineBreaksL6() {
    seen.requested(0, "a", at(5_000)).settled(0, 0, "a", OutcomeKind.SPOKEN, at(5_000), at(5_000));
    assertThat(broken()).containsExactly(Law.L6);
  }

  @Test
  void aSecondProbeBreaksL7() {
    opened();
    seen.logged(310_000, new ProtectionRecord.ProbeAsked("w-p", "w", false))
        .atHost(310_010, "w-p", 1)
        .logged(310_500, new ProtectionRecord.ProbeAsked("w-q", "w", false))
        .atHost(310_510, "w-q", 1);
    assertThat(broken()).containsExactly(Law.L7);
  }

  @Test
  void aSecondCallInTheFirstMinuteOfARampBreaksL7() {
    opened();
    seen.logged(310_000, new ProtectionRecord.ProbeAsked("w-p", "w", false))
        .ended(310_500, "w-p", CallResult.SPOKEN)
        .called(311_000, "w-x", "x");
    assertThat(broken()).containsExactly(Law.L7);
  }

  private void opened() {
    for (int i = 0; i < 5; i++) {
      seen.called(1_000L * i, "w-" + i, "r" + i)
          .ended(1_000L * i + 100, "w-" + i, CallResult.BROKEN);
    }
  }

  @Test
  void anAcknowledgedRequestThatIsNotThereBreaksL8() {
    seen.acknowledged.add("a");
    assertThat(broken()).containsExactly(Law.L8);
  }

  @Test
  void rubbishWithoutItsLetterBreaksL8() {
    seen.rubbish(0).settled(0, 0, "_raido.requests-0-0", OutcomeKind.EXPIRED);
    assertThat(broken()).containsExactly(Law.L8);
  }

  /** A request that failed in its first pass, for its letter to be replayed. */
  private Sightings buried() {
    return seen.requested(0, "a").settled(0, 0, "a", OutcomeKind.DEAD_LETTERED);
  }

  @Test
  void aLetterThatIsReplayedOnceBreaksNone() {
    buried().called(1_000, "w-1", "a").ended(2_000, "w-1", CallResult.BROKEN);
    seen.replayed(0, "a", 0).passed(0, "a", 1);
    assertThat(broken()).isEmpty();
    assertThat(new ReplayOnce().judge(seen.seen()).tried()).isTrue();
  }

  @Test
  void aLetterThatIsReplayedAndStaysBreaksL9() {
    buried().replayed(0, "a", 0).passed(0, "a", 1).letter(0, "a", DeadLetterReason.REJECTED);
    assertThat(new ReplayOnce().judge(seen.seen()).holds()).isFalse();
  }

  @Test
  void aLetterThatIsMovedTwiceBreaksL9() {
    buried().replayed(0, "a", 0).passed(0, "a", 1).passed(0, "a", 1);
    assertThat(new ReplayOnce().judge(seen.seen()).holds()).isFalse();
  }

  @Test
  void aLetterThatLeavesAndDoesNotArriveBreaksL9() {
    buried().replayed(0, "a", 0);
    assertThat(broken()).containsExactly(Law.L9);
  }

  @Test
  void aLetterThatChangesItsPartitionBreaksL9() {
    buried().replayed(0, "a", 0).passed(1, "a", 1);
    assertThat(broken()).containsExactly(Law.L9);
  }

  @Test
  void aLaterPassThatNoLetterLeftForBreaksL9() {
    buried().replayed(0, "a", 0).passed(0, "a", 1).passed(0, "b", 1);
    assertThat(broken()).containsExactly(Law.L9);
  }

  @Test
  void aGrantWhileAHostIsSilentBreaksL10() {
    seen.logged(
            1_000,
            new ProtectionRecord.HostBeat("kokoro", "h", PressureLevel.NORMAL, "well", false))
        .called(20_000, "w-1", "a");
    assertThat(broken()).containsExactly(Law.L3, Law.L10);
  }

  @Test
  void aGrantWithoutSettingsBreaksL3() {
    Sightings bare = new Sightings().called(1_000, "w-1", "a");
    assertThat(new ClosedMeansClosed().judge(bare.seen()).holds()).isFalse();
  }
}
