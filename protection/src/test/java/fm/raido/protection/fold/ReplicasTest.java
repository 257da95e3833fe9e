package fm.raido.protection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.fold.WildLog.Place;
import fm.raido.schemas.announcement.PassKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever reads the same records gives the same answers, from wherever the retained log begins. */
class ReplicasTest {
  private static final Duration RETAINED = Duration.ofDays(8);

  @Test
  void replicasThatReadTheSameRecordsAgree() {
    for (long seed = 1; seed <= 20; seed++) {
      ProtectionFold one = new ProtectionFold();
      ProtectionFold other = new ProtectionFold();
      int index = 0;
      for (Place place : WildLog.of(seed, 1_500)) {
        assertThat(one.apply(place.record(), place.timestamp()))
            .as("seed %s, record %s", seed, index++)
            .isEqualTo(other.apply(place.record(), place.timestamp()));
      }
      assertThat(one.skipped()).isEqualTo(other.skipped());
      assertThat(one.counters()).isEqualTo(other.counters());
    }
  }

  @Test
  void aReplicaThatStartsFromWhatIsRetainedAgreesWithOneThatHasReadAll() {
    int compared = 0;
    for (long seed = 1; seed <= 6; seed++) {
      compared += compare(SaneLog.of(seed, Duration.ofDays(10)), "seed " + seed);
    }
    assertThat(compared).as("answers compared").isGreaterThan(1_000);
  }

  /**
   * The breaker opened before the retained log begins, and has never closed since: the late replica
   * learns it from the probes.
   */
  @Test
  void aReplicaThatNeverSawTheBreakerOpenLearnsItFromTheProbes() {
    List<Place> log = SaneLog.deadHost(Duration.ofDays(10));
    ProtectionFold all = new ProtectionFold();
    log.forEach(place -> all.apply(place.record(), place.timestamp()));
    assertThat(all.breaker(all.time())).isNotInstanceOf(Breaker.Closed.class);

    assertThat(compare(log, "dead host")).isGreaterThan(100);
  }

  /** Compares every answer of the last day; returns how many there were. */
  private static int compare(List<Place> log, String where) {
    Instant end = log.getLast().timestamp();
    ProtectionFold all = new ProtectionFold();
    ProtectionFold late = new ProtectionFold();
    int compared = 0;
    for (Place place : log) {
      Applied first = all.apply(place.record(), place.timestamp());
      if (place.timestamp().isBefore(end.minus(RETAINED))) {
        continue;
      }
      Applied second = late.apply(place.record(), place.timestamp());
      if (place.timestamp().isAfter(end.minus(Duration.ofDays(1)))) {
        assertThat(withoutEra(second)).as("%s, %s", where, place).isEqualTo(withoutEra(first));
        assertThat(answers(late)).as("%s, %s", where, place).isEqualTo(answers(all));
        compared++;
      }
    }
    return compared;
  }

  private static List<Object> answers(ProtectionFold fold) {
    Instant now = fold.time();
    return List.of(
        fold.gate(now),
        breaker(fold.breaker(now)),
        fold.perMinute(now),
        fold.expectedGrants(now),
        fold.calls(new PassKey("r1", 0), now),
        fold.medianSpoken(),
        fold.lastSuccessOfOthers("w2"));
  }

  private static Object breaker(Breaker breaker) {
    return breaker instanceof Breaker.HalfOpen(Instant since, Optional<Lease> probe)
        ? new Breaker.HalfOpen(since, probe.map(ReplicasTest::withoutEra))
        : breaker;
  }

  /** Eras are counted from where a replica begins; only whether two are the same has a meaning. */
  private static Applied withoutEra(Applied applied) {
    return applied instanceof Applied.Answered(Ask ask, Verdict.Granted(Lease lease))
        ? new Applied.Answered(ask, new Verdict.Granted(withoutEra(lease)))
        : applied;
  }

  private static Lease withoutEra(Lease lease) {
    return new Lease(
        lease.callId(),
        lease.worker(),
        lease.request(),
        lease.own(),
        0,
        lease.grantedAt(),
        lease.expiresAt(),
        lease.timedOut());
  }
}
