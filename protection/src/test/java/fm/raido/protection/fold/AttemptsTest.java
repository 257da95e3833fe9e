package fm.raido.protection.fold;

import static fm.raido.protection.fold.Script.refusal;
import static fm.raido.protection.fold.Script.request;
import static fm.raido.protection.fold.Script.second;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final Script script = Script.with(TestSettings.WIDE);

  private RequestCalls calls() {
    return script.fold.calls(request("r"), script.now());
  }

  @Test
  void anUnknownRequestHasNone() {
    assertThat(calls()).isEqualTo(RequestCalls.NONE);
  }

  @Test
  void aGrantUsesOneBeforeTheCall() {
    script.at(1).ask("c", "r");

    assertThat(calls())
        .isEqualTo(
            new RequestCalls(
                1, Optional.of(second(48)), Optional.empty(), false, Optional.empty()));
  }

  @Test
  void anUnusedGrantGivesItBack() {
    script.ask("c", "r");
    script.end("c", CallResult.UNUSED);

    assertThat(calls()).isEqualTo(RequestCalls.NONE);
  }

  @Test
  void anUnusedSecondGrantLeavesTheFirstAttemptAsItWas() {
    script.ask("c", "r");
    script.end("c", CallResult.BROKEN);
    RequestCalls before = calls();
    script.at(30).ask("d", "r");
    script.end("d", CallResult.UNUSED);

    assertThat(calls()).isEqualTo(before);
  }

  @Test
  void aFailureBacksOffFromItsEnd() {
    script.ask("c", "r");
    script.at(3).end("c", CallResult.BROKEN);

    Duration wait = Backoff.after(1, "c", TestSettings.WIDE.settings());
    assertThat(calls())
        .isEqualTo(
            new RequestCalls(
                1,
                Optional.empty(),
                Optional.of(CallResult.BROKEN),
                false,
                Optional.of(second(3).plus(wait))));
  }

  @Test
  void aRefusedRequestDoesNotBackOff() {
    script.ask("c", "r");
    script.end("c", CallResult.UNSPEAKABLE);

    assertThat(calls())
        .isEqualTo(
            new RequestCalls(
                1, Optional.empty(), Optional.of(CallResult.UNSPEAKABLE), false, Optional.empty()));
  }

  @Test
  void aTimedOutCallIsLiveUntilItsSlotIsFreed() {
    script.ask("c", "r");
    script.at(15).end("c", CallResult.TIMED_OUT);
    assertThat(calls().liveUntil()).contains(second(47));
    assertThat(calls().lastResult()).contains(CallResult.TIMED_OUT);

    script.at(20).free("c");
    assertThat(calls().liveUntil()).isEmpty();
    assertThat(calls().retryAt().orElseThrow()).isBetween(second(19), second(20));
  }

  @Test
  void aTimedOutCallWhoseSlotNobodyFreesIsNotAbandoned() {
    script.ask("c", "r");
    script.at(15).end("c", CallResult.TIMED_OUT);
    script.at(47);

    assertThat(calls().liveUntil()).isEmpty();
    assertThat(calls().lastAbandoned()).isFalse();
  }

  @Test
  void anExpiredLeaseIsAnAbandonedAttemptAndNoFailureOfTheHost() {
    script.ask("c", "r");

    assertThat(script.at(46.999).fold.calls(request("r"), script.now()).lastAbandoned()).isFalse();
    script.at(47);
    assertThat(calls())
        .isEqualTo(new RequestCalls(1, Optional.empty(), Optional.empty(), true, Optional.empty()));
    assertThat(((Breaker.Closed) script.breaker()).failures()).isEmpty();
  }

  @Test
  void anEndAfterExpiryChangesNothing() {
    script.ask("c", "r");
    script.at(47);
    RequestCalls before = calls();

    assertThat(script.end("c", CallResult.UNSPEAKABLE))
        .isEqualTo(new Applied.Skipped("no live lease"));
    assertThat(calls()).isEqualTo(before);
  }

  @Test
  void onlyTheHolderEndsACall() {
    script.ask("c", "r");
    RequestCalls before = calls();
    Applied applied =
        script.append(new CallEnded("c", "w2", CallResult.BROKEN, Duration.ZERO, null));

    assertThat(applied).isEqualTo(new Applied.Skipped("not the holder"));
    assertThat(calls()).isEqualTo(before);
    assertThat(script.fold.skipped()).containsEntry("not the holder", 1L);
  }

  @Test
  void aSlotIsFreedOnlyAfterATimeOut() {
    script.ask("c", "r");

    assertThat(script.free("c")).isEqualTo(new Applied.Skipped("repeated"));
    assertThat(calls().liveUntil()).isPresent();
  }

  @Test
  void eachAttemptIsForgottenSevenDaysAfterItsOwnGrant() {
    Instant days5 = second(0).plus(Duration.ofDays(5));
    Instant days7 = second(0).plus(Duration.ofDays(7));
    script.ask("c", "r");
    script.end("c", CallResult.BROKEN);
    script.at(days5).append(TestSettings.WIDE.record());
    script.ask("d", "r");
    script.end("d", CallResult.BROKEN);

    assertThat(refusal(script.at(days7.minusMillis(1)).expect("r")))
        .contains(Refusal.ATTEMPTS_USED);
    assertThat(script.at(days7).fold.calls(request("r"), script.now()).used()).isEqualTo(1);
    assertThat(refusal(script.ask("e", "r"))).isEmpty();
    assertThat(calls().used()).isEqualTo(2);
  }

  @Test
  void anotherPassHasItsOwnAttempts() {
    script.called("c", CallResult.BROKEN);

    assertThat(
            script.fold.calls(
                new fm.raido.schemas.announcement.PassKey("request-of-c", 1), script.now()))
        .isEqualTo(RequestCalls.NONE);
  }
}
