package fm.raido.protection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Laws over thousands of records that no sensible worker would write. */
class FoldLawsTest {
  private static final int SEEDS = 24;
  private static final int LENGTH = 1_500;

  @Test
  void noGrantBreaksAPromise() {
    int granted = 0;
    Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
    for (long seed = 1; seed <= SEEDS; seed++) {
      ProtectionFold fold = new ProtectionFold();
      Ledger ledger = new Ledger("seed " + seed);
      for (WildLog.Place place : WildLog.of(seed, LENGTH)) {
        Instant now = later(fold.time(), place.timestamp());
        Set<GateCause> causes = fold.gate(now).causes();
        Breaker breaker = fold.breaker(now);
        Applied applied = fold.apply(place.record(), place.timestamp());
        ledger.note(now, place.record(), applied, causes, breaker);
        if (applied instanceof Applied.Answered(Ask _, Verdict.Refused refused)) {
          refusals.merge(refused.refusal(), 1, Integer::sum);
        }
      }
      granted += ledger.granted();
    }
    assertThat(granted).as("the logs must grant something").isGreaterThan(2_000);
    assertThat(refusals).as("and refuse for every reason").containsOnlyKeys(Refusal.values());
  }

  @Test
  void whatIsExpectedIsWhatIsAnswered() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      ProtectionFold fold = new ProtectionFold();
      int index = 0;
      for (WildLog.Place place : WildLog.of(seed, LENGTH)) {
        Optional<Ask> ask = place.record().flatMap(FoldLawsTest::ask);
        Optional<Verdict> expected = ask.map(asked -> fold.expect(asked, place.timestamp()));
        Applied applied = fold.apply(place.record(), place.timestamp());
        if (applied instanceof Applied.Answered(Ask asked, Verdict verdict)) {
          assertThat(Optional.of(verdict))
              .as("seed %s, record %s", seed, index)
              .isEqualTo(expected);
          assertThat(Optional.of(asked)).isEqualTo(ask);
        }
        index++;
      }
    }
  }

  @Test
  void askingChangesNothing() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(-seed);
      ProtectionFold quiet = new ProtectionFold();
      ProtectionFold asked = new ProtectionFold();
      int index = 0;
      for (WildLog.Place place : WildLog.of(seed, LENGTH)) {
        everyQuestion(asked, place.timestamp().plusMillis(random.nextLong(1_000_000_000)));
        assertThat(asked.apply(place.record(), place.timestamp()))
            .as("seed %s, record %s", seed, index++)
            .isEqualTo(quiet.apply(place.record(), place.timestamp()));
      }
      assertThat(everyQuestion(asked, asked.time()))
          .as("seed %s", seed)
          .isEqualTo(everyQuestion(quiet, quiet.time()));
    }
  }

  /** A record that means nothing moves time, and nothing else that time alone would not. */
  @Test
  void applyingAtATimeMakesOfItWhatAskingAtThatTimeSaw() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(-seed);
      ProtectionFold fold = new ProtectionFold();
      int index = 0;
      for (WildLog.Place place : WildLog.of(seed, LENGTH)) {
        fold.apply(place.record(), place.timestamp());
        if (index++ % 50 == 0) {
          Instant later = fold.time().plusMillis(random.nextLong(600_000));
          List<Object> before = everyQuestion(fold, later);
          fold.apply(Optional.empty(), later);
          assertThat(everyQuestion(fold, later))
              .as("seed %s, record %s", seed, index)
              .isEqualTo(before);
        }
      }
    }
  }

  @Test
  void betweenNowAndTheNextChangeNothingChanges() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(-seed);
      ProtectionFold fold = new ProtectionFold();
      int index = 0;
      for (WildLog.Place place : WildLog.of(seed, LENGTH)) {
        fold.apply(place.record(), place.timestamp());
        if (index++ % 10 == 0) {
          Instant now = fold.time();
          for (int hop = 0; hop < 4; hop++) {
            Instant next = fold.nextChange(now).orElse(now.plus(Duration.ofDays(10)));
            assertThat(next).as("seed %s, record %s, hop %s", seed, index, hop).isAfter(now);
            long millis = Duration.between(now, next).toMillis();
            Instant between = now.plusMillis(random.nextLong(millis));
            Instant last = next.minusMillis(1);
            assertThat(List.of(answers(fold, between), answers(fold, last)))
                .as("seed %s, record %s, now %s, next %s", seed, index, now, next)
                .containsOnly(answers(fold, now));
            now = next;
          }
        }
      }
    }
  }

  @Test
  void aRefusalSaysToTheMillisecondWhenRateAndSlotsAreFree() {
    int checked = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      ProtectionFold fold = new ProtectionFold();
      for (WildLog.Place place : WildLog.of(seed, LENGTH)) {
        fold.apply(place.record(), place.timestamp());
        Ask ask = new Ask.Call("new", new PassKey("new", 0), "w0");
        Verdict verdict = fold.expect(ask, fold.time());
        if (verdict instanceof Verdict.Refused(Refusal refusal, Optional<Instant> retryAt, var _)
            && (refusal == Refusal.RATE_SPENT || refusal == Refusal.SLOTS_TAKEN)) {
          Instant free = retryAt.orElseThrow();
          String where = "seed " + seed + ", " + verdict;
          assertThat(free).as(where).isAfter(fold.time());
          Optional<Refusal> before = Script.refusal(fold.expect(ask, free.minusMillis(1)));
          Optional<Refusal> then = Script.refusal(fold.expect(ask, free));
          // A host may fall silent in the meantime; then the rate is not what is asked.
          if (!before.equals(Optional.of(Refusal.GATE_CLOSED))) {
            assertThat(before).as(where).contains(refusal);
          }
          assertThat(then).as(where).isNotEqualTo(Optional.of(refusal));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(1_000);
  }

  private static Optional<Ask> ask(ProtectionRecord record) {
    return switch (record) {
      case CallAsked call ->
          Optional.of(
              new Ask.Call(
                  call.callId(), new PassKey(call.requestId(), call.pass()), call.worker()));
      case ProbeAsked probe ->
          Optional.of(new Ask.Probe(probe.callId(), probe.worker(), probe.own()));
      default -> Optional.empty();
    };
  }

  private record Answers(Set<GateCause> causes, String breaker, int perMinute, int grants) {}

  private static Answers answers(ProtectionFold fold, Instant now) {
    Gate gate = fold.gate(now);
    return new Answers(
        gate.causes(), fold.breaker(now).toString(), fold.perMinute(now), fold.expectedGrants(now));
  }

  private static List<Object> everyQuestion(ProtectionFold fold, Instant now) {
    PassKey request = new PassKey("r7", 0);
    return List.of(
        fold.expect(new Ask.Call("new", request, "w0"), now),
        fold.expect(new Ask.Probe("new", "w0", false), now),
        fold.expect(new Ask.Probe("new", "w0", true), now),
        fold.expectedGrants(now),
        fold.gate(now),
        fold.breaker(now),
        fold.calls(request, now),
        fold.leases(now),
        fold.perMinute(now),
        fold.nextChange(now),
        fold.hosts(now).stream().map(HostView::closedUntil).toList());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
