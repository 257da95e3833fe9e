package fm.raido.worker.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.FoldVersions;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.settings.Settings;
import fm.raido.worker.loop.SimWorker.Answer;
import fm.raido.worker.loop.SimWorker.Call;
import fm.raido.worker.settlement.SettlementResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerCoreTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final Sim sim = new Sim();

  private static Duration seconds(long n) {
    return Duration.ofSeconds(n);
  }

  private void send(String id) {
    sim.send(0, Sim.request(id, "These are the words of " + id + ".", null));
  }

  private void send(String id, Duration airIn) {
    sim.send(0, Sim.request(id, "These are the words of " + id + ".", sim.now().plus(airIn)));
  }

  private OutcomeKind kind(String id) {
    return sim.outcome(id).orElseThrow().outcome();
  }

  // Grants.

  @Test
  void givesAGrantBackThatItReadsTooLate() {
    SimWorker worker = sim.liveWorker(1);
    send("a");
    worker.reads = false;
    sim.run(Duration.ofMillis(2_500));
    assertThat(sim.said(CallAsked.class)).hasSize(1);
    assertThat(worker.core.gate().causes()).contains(GateCause.LOG_UNREACHABLE);

    worker.reads = true;
    sim.run(Duration.ofMillis(200));
    assertThat(sim.said(CallEnded.class).getFirst().result()).isEqualTo(CallResult.UNUSED);
    assertThat(worker.core.gate().isOpen()).isTrue();
    sim.run(seconds(1));
    assertThat(kind("a")).isEqualTo(OutcomeKind.SPOKEN);
    assertThat(sim.outcome("a").orElseThrow().attempts()).as("the attempt returned").isEqualTo(1);
  }

  @Test
  void givesAGrantBackWhenAClosureIsReadWithIt() {
    SimWorker worker = sim.liveWorker(1);
    worker.reads = false;
    send("a");
    sim.run(Duration.ofMillis(50));
    assertThat(sim.said(CallAsked.class)).hasSize(1);
    sim.append(new SwitchSet(true, "stop", "ann", null));
    worker.reads = true;
    sim.run(Duration.ofMillis(100));
    assertThat(worker.calls).isEmpty();
    assertThat(sim.said(CallEnded.class).getFirst().result()).isEqualTo(CallResult.UNUSED);
  }

  @Test
  void givesAGrantBackWhenTheBreakerIsHalfOpenByTheTimeItIsRead() {
    SimWorker worker = sim.liveWorker(1, "BREAKER_FAILURES", "1", "BREAKER_OPEN", "1s");
    sim.append(new CallAsked("other-1", "b", 0, "other"));
    sim.run(Duration.ofMillis(100));
    worker.reads = false;
    send("a");
    sim.run(Duration.ofMillis(50));
    assertThat(sim.said(CallAsked.class)).hasSize(2);
    sim.append(new CallEnded("other-1", "other", CallResult.BROKEN, SECOND, null));
    sim.run(Duration.ofMillis(1_200));
    sim.append(new SwitchSet(false, "go", "ann", null));
    worker.reads = true;
    sim.run(Duration.ofMillis(100));
    assertThat(worker.calls).isEmpty();
    assertThat(sim.said(CallEnded.class).getLast().result()).isEqualTo(CallResult.UNUSED);
  }

  @Test
  void asksForNothingWhileTheGateIsClosed() {
    SimWorker worker = sim.liveWorker(1);
    sim.append(new SwitchSet(true, "stop", "ann", null));
    sim.run(SECOND);
    send("a");
    sim.run(seconds(60));
    assertThat(sim.said(CallAsked.class)).isEmpty();
    sim.append(new SwitchSet(false, "go", "ann", null));
    sim.run(seconds(1));
    assertThat(kind("a")).isEqualTo(OutcomeKind.SPOKEN);
    assertThat(worker.calls).hasSize(1);
  }

  @Test
  void asksNotWithoutEndWhereTheEndOfACallIsLost() {
    SimWorker worker = sim.liveWorker(1, "TTS_MAX_IN_FLIGHT", "1", "MAX_CONCURRENT_JOBS", "4");
    worker.host =
        call -> {
          worker.writes = false;
          return Answer.spoken();
        };
    send("a");
    sim.run(Duration.ofMillis(320));
    worker.dropUnwritten();
    worker.writes = true;
    send("b");
    sim.run(seconds(30));
    assertThat(sim.said(CallAsked.class).size()).as("asks in 30 s").isLessThan(10);
  }

  @Test
  void asksAtMostTenTimesAMinute() {
    sim.liveWorker(1);
    for (int i = 0; i < 40; i++) {
      send("r" + i);
    }
    sim.run(seconds(59));
    assertThat(sim.said(CallAsked.class)).hasSize(10);
    sim.run(seconds(10));
    assertThat(sim.said(CallAsked.class)).hasSize(20);
  }

  @Test
  void asksForTheMostUrgentFirst() {
    SimWorker worker = sim.liveWorker(1);
    sim.append(new SwitchSet(true, "stop", "ann", null));
    sim.run(SECOND);
    send("old");
    sim.run(seconds(1));
    send("later", Duration.ofMinutes(14));
    send("soon", Duration.ofMinutes(5));
    sim.run(SECOND);
    sim.append(new SwitchSet(false, "go", "ann", null));
    sim.run(seconds(3));
    assertThat(worker.calls.stream().map(c -> c.order().text()))
        .containsExactly(
            "These are the words of soon.",
            "These are the words of later.",
            "These are the words of old.");
  }

  @Test
  void callsOnceForTheSameWordsHoweverManyWait() {
    SimWorker worker = sim.liveWorker(1);
    worker.host = call -> new Answer(CallResult.SPOKEN, seconds(2));
    for (int i = 0; i < 600; i++) {
      sim.send(0, Sim.request("s" + i, "The same words.", null));
    }
    send("other");
    sim.run(seconds(8));
    assertThat(sim.outcomes).hasSize(601).allMatch(o -> o.outcome() == OutcomeKind.SPOKEN);
    assertThat(worker.calls).hasSize(2);
  }

  @Test
  void followsTheAttemptsThatTheLogSays() {
    SimWorker worker = sim.liveWorker(1, "MAX_ATTEMPTS", "3", "BREAKER_FAILURES", "50");
    FoldSettings mine = worker.rules.fold();
    WorkerRules one =
        WorkerRules.of(
            fm.raido.schemas.settings.Settings.of(
                java.util.Map.of("MAX_ATTEMPTS", "1", "BREAKER_FAILURES", "50")),
            mine.store());
    sim.append(new SettingsSet(2, 1, one.fold(), "other"));
    sim.run(SECOND);
    worker.host = call -> new Answer(CallResult.BROKEN, SECOND);
    send("a");
    sim.run(seconds(40));
    assertThat(worker.calls).hasSize(1);
    assertThat(kind("a")).isEqualTo(OutcomeKind.DEAD_LETTERED);
  }

  // Calls.

  @Test
  void keepsTheSlotOfATimedOutCallUntilItsAnswer() {
    SimWorker worker = sim.liveWorker(1, "TTS_MAX_IN_FLIGHT", "1");
    AtomicInteger calls = new AtomicInteger();
    worker.host =
        call ->
            calls.getAndIncrement() == 0
                ? new Answer(CallResult.SPOKEN, seconds(25))
                : Answer.spoken();
    send("a");
    send("b");
    sim.run(seconds(24));
    assertThat(worker.calls).hasSize(1);
    assertThat(sim.said(CallEnded.class))
        .extracting("result")
        .containsExactly(CallResult.TIMED_OUT);
    assertThat(sim.said(SlotFreed.class)).isEmpty();
    sim.run(seconds(3));
    assertThat(sim.said(SlotFreed.class)).hasSize(1);
    assertThat(kind("a")).as("the late audio").isEqualTo(OutcomeKind.SPOKEN);
    assertThat(kind("b")).isEqualTo(OutcomeKind.SPOKEN);
    assertThat(worker.calls).hasSize(2);
  }

  @Test
  void keepsTheLateAudioOfTheLastAttemptHoweverLongItsWriteTakes() {
    SimWorker worker =
        sim.liveWorker(
            1, "MAX_ATTEMPTS", "1", "TTS_TIMEOUT", "1s", "BACKOFF_MIN", "0s", "BACKOFF_MAX", "0s");
    worker.host = call -> new Answer(CallResult.SPOKEN, seconds(2));
    worker.storeTime = Duration.ofMillis(700);
    send("a");
    sim.run(seconds(10));
    assertThat(kind("a")).isEqualTo(OutcomeKind.SPOKEN);
    assertThat(worker.calls).hasSize(1);
  }

  @Test
  void tellsTheEndOfAnAnsweredCallEvenWhereTheStoreHangs() {
    SimWorker worker = sim.liveWorker(1);
    worker.storeTime = Duration.ofHours(1);
    send("a");
    sim.run(seconds(1));
    assertThat(sim.said(CallEnded.class)).isEmpty();
    sim.run(seconds(3));
    assertThat(sim.said(CallEnded.class)).extracting("result").containsExactly(CallResult.SPOKEN);
  }

  @Test
  void theNextOwnerUsesTheAudioOfTheCallThatWasInFlight() {
    SimWorker first = sim.liveWorker(1, "MAX_ATTEMPTS", "1");
    SimWorker second = sim.liveWorker(0, "MAX_ATTEMPTS", "1");
    first.host = call -> new Answer(CallResult.SPOKEN, seconds(10));
    first.storeTime = Duration.ofMillis(700);
    send("a");
    sim.run(seconds(2));
    assertThat(first.calls).hasSize(1);
    sim.revoke(0, first);
    sim.assign(0, second);
    sim.run(seconds(20));
    assertThat(kind("a")).isEqualTo(OutcomeKind.SPOKEN);
    assertThat(second.calls).isEmpty();
  }

  @Test
  void givesUpAnExchangeWhenItsLeaseSaysSoNotWhenNewerSettingsWould() {
    SimWorker worker = sim.liveWorker(1, "TTS_TIMEOUT", "5s", "TTS_GRACE", "6s");
    worker.reads = false;
    send("a");
    sim.run(Duration.ofMillis(50));
    assertThat(sim.said(CallAsked.class)).hasSize(1);
    FoldSettings longer =
        WorkerRules.of(Settings.of(Map.of("TTS_TIMEOUT", "60s")), "store-1").fold();
    sim.append(new SettingsSet(2, FoldVersions.CURRENT, longer, "other"));

    worker.reads = true;
    sim.run(Duration.ofMillis(50));
    assertThat(worker.core.fold().rules()).contains(longer);
    assertThat(worker.calls).extracting(Call::atMost).containsExactly(seconds(11));
  }

  @Test
  void freesTheSlotAtTheEndOfTheGrace() {
    SimWorker worker = sim.liveWorker(1);
    worker.host = call -> new Answer(CallResult.SPOKEN, Duration.ofHours(1));
    send("a");
    sim.run(seconds(44));
    assertThat(sim.said(SlotFreed.class)).isEmpty();
    sim.run(seconds(2));
    assertThat(sim.said(SlotFreed.class)).hasSize(1);
    sim.run(seconds(110));
    assertThat(worker.calls).hasSize(2);
    assertThat(kind("a")).isEqualTo(OutcomeKind.DEAD_LETTERED);
  }

  @Test
  void buriesARefusedRequestAtOnceAndFallsBackWithADeadline() {
    SimWorker worker = sim.liveWorker(1);
    worker.host = call -> new Answer(CallResult.UNSPEAKABLE, Duration.ofMillis(50));
    send("a");
    send("b", Duration.ofMinutes(5));
    sim.run(seconds(2));
    assertThat(kind("a")).isEqualTo(OutcomeKind.DEAD_LETTERED);
    assertThat(kind("b")).isEqualTo(OutcomeKind.FALLBACK);
    assertThat(worker.calls).hasSize(2);
  }

  @Test
  void closesWhileTheStoreFailsAndCountsTheCallAsASuccess() {
    SimWorker worker = sim.liveWorker(1);
    worker.storeWrites = false;
    send("a");
    sim.run(seconds(1));
    assertThat(worker.core.gate().causes()).containsExactly(GateCause.STORE_FAILED);
    assertThat(sim.said(CallEnded.class)).extracting("result").containsExactly(CallResult.SPOKEN);
    sim.run(seconds(20));
    assertThat(worker.calls).hasSize(1);
    assertThat(worker.storeTests).isBetween(3, 5);
    worker.storeWrites = true;
    sim.run(seconds(10));
    assertThat(kind("a")).isEqualTo(OutcomeKind.SPOKEN);
  }

  // The breaker.

  @Test
  void opensAfterFiveFailuresAndProbesOnceEachFiveMinutes() {
    SimWorker worker = sim.liveWorker(1);
    worker.host = call -> new Answer(CallResult.BROKEN, Duration.ofMillis(20));
    for (int i = 0; i < 30; i++) {
      send("r" + i);
    }
    sim.run(Duration.ofMinutes(4));
    assertThat(worker.calls).hasSize(5);
    sim.run(Duration.ofMinutes(12));
    assertThat(sim.said(ProbeAsked.class)).hasSize(3);
    assertThat(worker.calls).hasSize(8);
    assertThat(sim.outcomes).as("waiting buries nobody").isEmpty();

    worker.host = call -> Answer.spoken();
    sim.run(Duration.ofMinutes(12));
    assertThat(sim.outcomes).hasSize(30).allMatch(o -> o.outcome() == OutcomeKind.SPOKEN);
    assertThat(worker.core.fold().breaker(worker.core.now())).isInstanceOf(Breaker.Closed.class);
  }

  @Test
  void asksForNoProbeWhileTheRateIsSpent() {
    SimWorker worker =
        sim.liveWorker(1, "TTS_MAX_PER_MINUTE", "2", "BREAKER_FAILURES", "2", "BREAKER_OPEN", "5s");
    worker.host = call -> new Answer(CallResult.BROKEN, Duration.ofMillis(20));
    send("a");
    send("b");
    sim.run(seconds(50));
    assertThat(worker.calls).hasSize(2);
    assertThat(worker.core.fold().breaker(worker.core.now())).isInstanceOf(Breaker.HalfOpen.class);
    assertThat(sim.said(ProbeAsked.class)).isEmpty();
    sim.run(seconds(25));
    assertThat(sim.said(ProbeAsked.class)).hasSize(1);
    assertThat(worker.calls).hasSize(3);
  }

  @Test
  void fallsBackAtTheLeadDuringAnOutage() {
    SimWorker worker = sim.liveWorker(1);
    worker.host = call -> new Answer(CallResult.BROKEN, Duration.ofMillis(20));
    for (int i = 0; i < 6; i++) {
      send("r" + i);
    }
    sim.run(seconds(30));
    Instant sent = sim.now();
    send("urgent", seconds(40));
    sim.run(seconds(60));
    assertThat(kind("urgent")).isEqualTo(OutcomeKind.FALLBACK);
    assertThat(Duration.between(sent, sim.outcomeAt("urgent"))).isBetween(seconds(30), seconds(32));
  }

  // Deadlines.

  @Test
  void looksAtTheLeadAlsoWhileAsking() {
    SimWorker worker = sim.liveWorker(1, "WORKER_POLL_INTERVAL", "1m", "TTS_MAX_IN_FLIGHT", "1");
    worker.host = call -> new Answer(CallResult.SPOKEN, seconds(14));
    send("first");
    sim.run(SECOND);
    send("waits", seconds(20)); // The slot is taken past its lead.
    sim.run(seconds(19));
    assertThat(kind("waits")).isEqualTo(OutcomeKind.FALLBACK);
  }

  @Test
  void fallsBackAtTheLeadWhileItsCallIsInFlight() {
    SimWorker worker = sim.liveWorker(1, "WORKER_POLL_INTERVAL", "1m");
    worker.host = call -> new Answer(CallResult.SPOKEN, seconds(14));
    send("a", seconds(20));
    sim.run(seconds(11));
    assertThat(kind("a")).isEqualTo(OutcomeKind.FALLBACK);
    sim.run(seconds(10));
    assertThat(sim.store).as("its late audio is kept").hasSize(1);
  }

  @Test
  void losesNoDeadlineToAStoreThatHangs() {
    SimWorker worker = sim.liveWorker(1, "WORKER_POLL_INTERVAL", "1m");
    worker.lookUpsAnswer = false;
    send("a", seconds(20));
    send("b");
    sim.run(seconds(12));
    assertThat(kind("a")).isEqualTo(OutcomeKind.FALLBACK);
    assertThat(sim.outcome("b")).isEmpty();
  }

  @Test
  void rendersHundredsOfDeadlinesInTheirOrderOrExpiresThem() {
    SimWorker worker = sim.liveWorker(1);
    sim.append(new SwitchSet(true, "stop", "ann", null));
    sim.run(SECOND);
    for (int i = 0; i < 300; i++) {
      send("r" + i, seconds(20).plusMillis(10L * (300 - i)));
    }
    sim.run(seconds(40));
    assertThat(sim.outcomes).hasSize(300);
    List<Outcome> fallbacks =
        sim.outcomes.stream().filter(o -> o.outcome() == OutcomeKind.FALLBACK).toList();
    // Two voices, 0.6 s a line, and about 13 s from the first lead to the last deadline.
    assertThat(fallbacks.size()).isGreaterThan(30);
    assertThat(sim.outcomes)
        .filteredOn(o -> o.outcome() != OutcomeKind.FALLBACK)
        .allMatch(o -> o.outcome() == OutcomeKind.EXPIRED);
    for (Outcome outcome : fallbacks) {
      assertThat(sim.outcomeAt(outcome.id()))
          .isBefore(requireNonNull(outcome.airBy()).plusMillis(50));
    }
    for (Outcome outcome : sim.outcomes) {
      assertThat(sim.outcomeAt(outcome.id()))
          .isBefore(requireNonNull(outcome.airBy()).plusMillis(100));
    }
    assertThat(worker.calls).isEmpty();
  }

  @Test
  void speaksAllFromTemplatesHoweverManyWait() {
    sim.liveWorker(1, "DJ_VOICE_PROVIDER", "templates");
    for (int i = 0; i < 300; i++) {
      send("r" + i);
    }
    sim.run(seconds(100));
    assertThat(sim.outcomes).hasSize(300).allMatch(o -> o.outcome() == OutcomeKind.FALLBACK);
    assertThat(sim.said(CallAsked.class)).isEmpty();
  }

  @Test
  void expiresAtTheDeadlineWithoutFallback() {
    sim.liveWorker(1, "DJ_FALLBACK", "none", "DJ_PROVIDER", "disabled");
    send("a", seconds(30));
    send("past", seconds(-1));
    sim.run(SECOND);
    assertThat(kind("past")).isEqualTo(OutcomeKind.EXPIRED);
    sim.run(seconds(28));
    assertThat(sim.outcome("a")).isEmpty();
    sim.run(seconds(2));
    assertThat(kind("a")).isEqualTo(OutcomeKind.EXPIRED);
  }

  // Pressure and silence.

  @Test
  void takesTheSilenceOfAnAgentForPressure() {
    SimWorker worker = sim.liveWorker(1);
    sim.append(new HostBeat("kokoro", "h", PressureLevel.NORMAL, "fine", false));
    sim.run(seconds(14));
    assertThat(worker.core.gate().isOpen()).isTrue();
    sim.run(seconds(2));
    assertThat(worker.core.gate().causes()).containsExactly(GateCause.HOST_SILENT);
    sim.append(new HostBeat("kokoro", "h", PressureLevel.GOING_AWAY, "bye", false));
    sim.run(seconds(30));
    assertThat(worker.core.gate().isOpen()).isTrue();
  }

  // The log.

  @Test
  void speaksWhenTheLogHasBeenSilentForTwentySeconds() {
    sim.liveWorker(1);
    sim.run(seconds(1));
    int before = sim.said(WorkerSaid.class).size();
    sim.run(seconds(100));
    assertThat(sim.said(WorkerSaid.class).size() - before).isBetween(4, 5);
  }

  @Test
  void writesTheSettingsAgainWhenTheyAreADayOld() {
    SimWorker worker = sim.liveWorker(1);
    assertThat(sim.said(SettingsSet.class)).hasSize(1);
    for (int hour = 0; hour < 23; hour++) {
      sim.sleep(Duration.ofHours(1));
      worker.step();
    }
    sim.run(seconds(1));
    assertThat(sim.said(SettingsSet.class)).hasSize(1);
    sim.sleep(Duration.ofMinutes(75));
    sim.run(seconds(61));
    assertThat(sim.said(SettingsSet.class)).hasSize(2);
    assertThat(sim.said(SettingsSet.class).getLast().settings()).isEqualTo(worker.rules.fold());
  }

  @Test
  void saysItsFirstWordAgainWhereItWasLost() {
    SimWorker worker = sim.worker();
    worker.catchUp(false);
    worker.dropUnwritten();
    sim.run(seconds(4));
    assertThat(worker.core.isLive()).isFalse();
    sim.run(seconds(2));
    assertThat(worker.core.isLive()).isTrue();
    assertThat(worker.joins).isEqualTo(1);
  }

  @Test
  void joinsNobodyWhileItFoldsHistory() {
    SimWorker worker = sim.worker();
    sim.append(new SettingsSet(1, 99, worker.rules.fold(), "future"));
    worker.step();
    sim.append(new SettingsSet(2, 1, worker.rules.fold(), "present"));
    worker.step();
    assertThat(worker.joins).isZero();
    assertThat(worker.leaves).isEmpty();
    worker.catchUp(false);
    sim.run(SECOND);
    assertThat(worker.joins).isEqualTo(1);
  }

  @Test
  void leavesTheGroupWhileTheLogCannotBeUnderstood() {
    SimWorker worker = sim.liveWorker(1);
    sim.append(new SettingsSet(2, 99, worker.rules.fold(), "future"));
    sim.run(SECOND);
    assertThat(worker.leaves).containsExactly(Effects.LeaveReason.LOG_UNREADABLE);
    assertThat(worker.core.gate().causes()).contains(GateCause.LOG_UNREADABLE);
    sim.append(new SettingsSet(3, 1, worker.rules.fold(), "present"));
    sim.run(SECOND);
    assertThat(worker.joins).isEqualTo(2);
    assertThat(worker.core.gate().isOpen()).isTrue();
  }

  @Test
  void refusesToRunWithAnotherStoreThanTheOthers() {
    sim.liveWorker(1);
    SimWorker other = sim.worker("store", "store-2");
    other.catchUp(true);
    sim.run(SECOND);
    assertThat(other.refusals).singleElement().asString().contains("TTS_CACHE_DIR");
    assertThat(other.core.isLive()).isFalse();
    assertThat(other.joins).isZero();
  }

  @Test
  void letsOnlyOneOfTwoStoresGoOnWhereTwoWorkersStartAtOnce() {
    SimWorker a = sim.worker();
    SimWorker b = sim.worker("store", "store-2");
    a.catchUp(false);
    b.catchUp(false);
    sim.run(SECOND);
    assertThat(a.refusals.size() + b.refusals.size()).isPositive();
    assertThat(a.refusals.isEmpty() || b.refusals.isEmpty()).isTrue();
  }

  // Several workers.

  @Test
  void sharesTurnsFairly() {
    SimWorker a = sim.liveWorker(0, "TTS_MAX_PER_MINUTE", "600", "TTS_MAX_IN_FLIGHT", "1");
    SimWorker b = sim.liveWorker(0, "TTS_MAX_PER_MINUTE", "600", "TTS_MAX_IN_FLIGHT", "1");
    sim.assign(0, a);
    sim.assign(1, b);
    for (int i = 0; i < 60; i++) {
      sim.send(0, Sim.request("a" + i, "Words of a" + i, null));
      sim.send(1, Sim.request("b" + i, "Words of b" + i, null));
    }
    sim.run(seconds(25));
    assertThat(a.calls.size()).isGreaterThan(15);
    assertThat(b.calls.size()).isGreaterThan(15);
  }

  @Test
  void leavesTheGroupWhenOthersReachTheHostAndItDoesNot() {
    SimWorker a = sim.liveWorker(0, "TTS_MAX_PER_MINUTE", "600", "TTS_MAX_IN_FLIGHT", "4");
    SimWorker b = sim.liveWorker(0, "TTS_MAX_PER_MINUTE", "600", "TTS_MAX_IN_FLIGHT", "4");
    sim.assign(0, a);
    sim.assign(1, b);
    a.host = call -> new Answer(CallResult.BROKEN, Duration.ofMillis(200));
    b.host = call -> new Answer(CallResult.SPOKEN, Duration.ofMillis(40));
    for (int i = 0; i < 400; i++) {
      sim.send(0, Sim.request("a" + i, "Words of a" + i, null));
      sim.send(1, Sim.request("b" + i, "Words of b" + i, null));
    }
    sim.run(seconds(60));
    assertThat(a.core.gate().causes()).contains(GateCause.WORKER_CUT_OFF);
    assertThat(a.leaves).isNotEmpty().containsOnly(Effects.LeaveReason.CUT_OFF);
    int joins = a.joins;
    int calls = a.calls.size();
    sim.run(Duration.ofMinutes(4));
    assertThat(a.calls).hasSize(calls);
    a.host = call -> Answer.spoken();
    sim.run(Duration.ofMinutes(2));
    assertThat(sim.said(ProbeAsked.class)).anyMatch(ProbeAsked::own);
    assertThat(a.core.gate().isOpen()).isTrue();
    assertThat(a.joins).isEqualTo(joins + 1);
  }

  // Settlements.

  @Test
  void tellsHowLongEachSettlementTookAlsoOneThatFailed() {
    SimWorker worker = sim.liveWorker(1);
    worker.settler = batch -> worker.failed(batch, false);
    send("a");
    sim.run(SECOND);
    worker.settler = worker::committed;
    sim.run(SECOND);
    assertThat(kind("a")).isEqualTo(OutcomeKind.SPOKEN);
    assertThat(worker.settlements).hasSizeGreaterThan(1).containsOnly(Duration.ofMillis(10));
  }

  @Test
  void triesAFailedBatchAgainWithoutEndWhereTheBrokersAreToBlame() {
    SimWorker worker = sim.liveWorker(1);
    worker.settler = batch -> worker.failed(batch, false);
    send("a");
    sim.run(seconds(20));
    assertThat(sim.outcomes).isEmpty();
    worker.settler = worker::committed;
    sim.run(SECOND);
    assertThat(kind("a")).isEqualTo(OutcomeKind.SPOKEN);
  }

  @Test
  void buriesTheOneThatCannotBeWritten() {
    SimWorker worker = sim.liveWorker(1, "DJ_PROVIDER", "disabled");
    worker.settler =
        batch -> {
          boolean bad =
              batch.parts().stream()
                  .flatMap(part -> part.decided().stream())
                  .anyMatch(one -> one.offset() == 33 && kindOf(one) == OutcomeKind.EXPIRED);
          return bad ? worker.failed(batch, true) : worker.committed(batch);
        };
    for (int i = 0; i < 70; i++) {
      send("r" + i, seconds(-1));
    }
    sim.run(seconds(5));
    assertThat(sim.outcomes).hasSize(70);
    assertThat(kind("r33")).isEqualTo(OutcomeKind.DEAD_LETTERED);
    assertThat(sim.outcomes.stream().filter(o -> o.outcome() == OutcomeKind.EXPIRED)).hasSize(69);
  }

  private static OutcomeKind kindOf(fm.raido.worker.settlement.Decided decided) {
    return requireNonNull(decided.outcome()).outcome();
  }

  @Test
  void sendsAPostponedBatchAgain() {
    SimWorker worker = sim.liveWorker(1);
    AtomicInteger left = new AtomicInteger(5);
    worker.settler =
        batch ->
            left.getAndDecrement() > 0
                ? new SettlementResult.Postponed(batch, "the group moved")
                : worker.committed(batch);
    send("a");
    sim.run(seconds(2));
    assertThat(kind("a")).isEqualTo(OutcomeKind.SPOKEN);
  }

  @Test
  void flushesWhatIsDecidedBeforeAPartitionLeavesAndDropsTheRest() {
    SimWorker a = sim.liveWorker(1);
    SimWorker b = sim.liveWorker(0);
    a.host = call -> new Answer(CallResult.SPOKEN, seconds(10));
    send("calling");
    sim.run(SECOND);
    send("past", seconds(-1));
    a.step();
    sim.revoke(0, a);
    assertThat(a.isFlushed(0)).isTrue();
    assertThat(kind("past")).isEqualTo(OutcomeKind.EXPIRED);
    assertThat(sim.outcome("calling")).isEmpty();

    sim.assign(0, b);
    sim.run(seconds(15));
    Outcome outcome = sim.outcome("calling").orElseThrow();
    assertThat(outcome.outcome()).isEqualTo(OutcomeKind.SPOKEN);
    assertThat(outcome.worker()).isEqualTo("w1");
    assertThat(a.calls.size() + b.calls.size()).as("the first call's audio is used").isEqualTo(1);
  }

  @Test
  void settlesNothingOfAnAssignmentThatIsOver() {
    SimWorker a = sim.liveWorker(1);
    a.host = call -> new Answer(CallResult.SPOKEN, seconds(5));
    send("a");
    sim.run(SECOND);
    // It leaves and comes back while the call is on its way.
    sim.revoke(0, a);
    sim.assign(0, a);
    sim.run(seconds(10));
    assertThat(sim.outcomes).hasSize(1);
    assertThat(a.calls).hasSize(1);
  }

  @Test
  void countsDuplicatesAndAPartitionThatLeavesBringsTheFirstOneAgain() {
    SimWorker a = sim.liveWorker(1);
    sim.append(new SwitchSet(true, "stop", "ann", null));
    sim.run(SECOND);
    send("a");
    send("a");
    send("a");
    sim.run(SECOND);
    assertThat(requireNonNull(sim.marks.get(0)).duplicates()).isEqualTo(2);
    sim.revoke(0, a);
    sim.assign(0, a);
    sim.append(new SwitchSet(false, "go", "ann", null));
    sim.run(seconds(2));
    send("a");
    sim.run(SECOND);
    assertThat(sim.outcomes).hasSize(1);
    assertThat(requireNonNull(sim.marks.get(0)).duplicates()).isEqualTo(3);
    assertThat(requireNonNull(sim.marks.get(0)).records()).isEqualTo(4);
  }

  @Test
  void givesPoisonALetter() {
    sim.liveWorker(1);
    sim.send(
        0,
        new RequestReading.Invalid(List.of(new Violation("", "x", "must be JSON"))),
        new byte[] {1});
    sim.run(SECOND);
    assertThat(sim.outcomes)
        .singleElement()
        .satisfies(o -> {
          assertThat(o.outcome()).isEqualTo(OutcomeKind.DEAD_LETTERED);
          assertThat(o.id()).isEqualTo("_raido.requests-0-0");
        });
  }

  // The end, and the cost.

  @Test
  void drainsOnStop() {
    SimWorker worker = sim.liveWorker(1);
    worker.host = call -> new Answer(CallResult.SPOKEN, seconds(3));
    for (int i = 0; i < 6; i++) {
      send("r" + i);
    }
    sim.run(SECOND);
    worker.core.stop();
    assertThat(worker.core.isDrained()).isFalse();
    sim.run(seconds(4));
    assertThat(worker.core.isDrained()).isTrue();
    assertThat(worker.calls).hasSize(2);
    assertThat(sim.outcomes).hasSize(2);
    worker.core.sayGoodbye();
    sim.run(SECOND);
    assertThat(sim.said(WorkerSaid.class).getLast().stopping()).isTrue();
  }

  @Test
  void sleepsWhenThereIsNothingToDo() {
    SimWorker worker = sim.liveWorker(1);
    sim.run(seconds(3));
    assertThat(turnsIn(worker, seconds(60))).as("idle").isLessThan(60);

    sim.append(new SwitchSet(true, "stop", "ann", null));
    for (int i = 0; i < 8_000; i++) {
      send("r" + i);
    }
    sim.run(seconds(3));
    assertThat(turnsIn(worker, seconds(60))).as("8,000 held").isLessThan(6_000);
    sim.append(new SwitchSet(false, "go", "ann", null));
    sim.run(seconds(3));
    assertThat(turnsIn(worker, seconds(60))).as("8,000 ready").isLessThan(6_000);
  }

  /** Turns that a loop would take which sleeps as long as it is told. */
  private int turnsIn(SimWorker worker, Duration time) {
    long end = sim.nanos + time.toNanos();
    int turns = 0;
    while (sim.nanos < end) {
      worker.step();
      assertThat(worker.lastWait.isNegative()).isFalse();
      sim.nanos += Math.max(worker.lastWait.toNanos(), 1_000_000L);
      turns++;
    }
    return turns;
  }

  @Test
  void answersForCausesOfItsOwnInTheLog() {
    SimWorker worker = sim.liveWorker(1, "DJ_PROVIDER", "disabled");
    assertThat(worker.core.gate().causes()).containsExactly(GateCause.PROVIDER_DISABLED);
    assertThat(sim.said(WorkerSaid.class).getLast().causes())
        .isEqualTo(Set.of(GateCause.PROVIDER_DISABLED));
    send("a");
    sim.run(seconds(60));
    assertThat(sim.outcomes).isEmpty();
    assertThat(worker.calls.stream().map(Call::callId)).isEmpty();
  }
}
