package fm.raido.protection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A thousand workers that ask without looking, all the time. */
class StormTest {
  private static final int WORKERS = 1_000;

  @Test
  void aThousandWorkersGetTenCallsInAnyMinuteAndTwoAtATime() {
    Script script = Script.with(TestSettings.DEFAULTS);
    List<Instant> grants = new ArrayList<>();
    for (int second = 0; second < 180; second++) {
      for (int worker = 0; worker < WORKERS; worker++) {
        script.at(second + worker / 1000.0);
        String callId = "c" + second + "-" + worker;
        Verdict verdict =
            script.verdict(
                new CallAsked(callId, "r" + worker % 700, second % 5, "w" + worker % 1000));
        if (verdict instanceof Verdict.Granted(Lease lease)) {
          grants.add(lease.grantedAt());
          script.append(
              new CallEnded(callId, lease.worker(), CallResult.SPOKEN, Duration.ZERO, null));
        }
        assertThat(script.fold.leases(script.now())).hasSizeLessThanOrEqualTo(2);
      }
    }

    assertThat(grants).hasSize(30);
    for (int n = 10; n < grants.size(); n++) {
      assertThat(Duration.between(grants.get(n - 10), grants.get(n)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }

  /** L5: at most five failed calls, then one probe every five minutes, however many ask. */
  @Test
  void aDeadHostCostsFiveCallsAndThenOneProbeEveryFiveMinutes() {
    Script script = Script.with(TestSettings.WIDE).called("alive", CallResult.SPOKEN);
    int calls = 0;
    int probes = 0;
    for (int tick = 0; tick < 3_600; tick++) {
      script.at(tick);
      for (int worker = 0; worker < 50; worker++) {
        String callId = "c" + tick + "-" + worker;
        if (script.ask(callId, "r" + tick + "-" + worker) instanceof Verdict.Granted) {
          calls++;
          script.end(callId, CallResult.BROKEN);
        }
        if (script.verdict(new ProbeAsked("p" + callId, "w1", false)) instanceof Verdict.Granted) {
          probes++;
          script.end("p" + callId, CallResult.BROKEN);
        }
      }
    }

    assertThat(calls).isEqualTo(5);
    assertThat(probes).as("every 301 s of an hour, from its first second on").isEqualTo(11);
    assertThat(script.fold.skipped()).isEqualTo(Map.of());
  }

  @Test
  void aHundredTwentyThousandRecordsAreFoldedWithoutALoss() {
    ProtectionFold fold = new ProtectionFold();
    Instant now = Script.START;
    fold.apply(Optional.of(TestSettings.WIDE.perMinute(1_000_000).record()), now);
    for (int n = 0; n < 60_000; n++) {
      now = now.plusMillis(n % 2);
      fold.apply(Optional.of(new CallAsked("c" + n, "r" + n, 0, "w1")), now);
      fold.apply(
          Optional.of(new CallEnded("c" + n, "w1", CallResult.SPOKEN, Duration.ZERO, null)), now);
    }

    assertThat(fold.counters()).containsEntry("granted", 60_000L);
  }
}
