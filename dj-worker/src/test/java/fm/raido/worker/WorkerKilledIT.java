package fm.raido.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** kill -9 of a worker: how long its partitions wait, and what that costs. */
class WorkerKilledIT {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerKilledIT.class);

  @TempDir Path dir;

  /** Its lead (10 s) has come when nobody owned its partition. */
  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void aDeadlineWhoseLeadFallsIntoTheGapIsStillServed(GroupProtocol protocol) throws Exception {
    try (Rig rig = new Rig(dir, protocol)) {
      rig.say(new SwitchSet(true, "nobody speaks", "ann", null));
      WorkerProgram other = rig.worker(Map.of());
      await("live").atMost(Duration.ofSeconds(20)).until(() -> other.worker().isLive());
      try (WorkerProcess process = WorkerProcess.start(rig, dir.resolve("printed"), Map.of())) {
        String id = process.awaitReady();
        int partition = id.equals(rig.awaitOwners(2).get(0)) ? 0 : 1;
        rig.send(partition, Rig.request("early", "Words of long ago.", Duration.ofSeconds(-1)));
        rig.awaitOutcome("early");
        rig.send(
            partition, Rig.request("r", "Good evening, words in time.", Duration.ofMillis(10_500)));
        process.kill();
        Instant killed = Clock.systemUTC().instant();
        rig.send(partition, Rig.request("late", "Words of yesterday.", Duration.ofSeconds(-1)));

        Outcome first = rig.awaitOutcome("late");
        Outcome served = rig.awaitOutcome("r");
        LOG.warn(
            "FIGURE {}: from kill -9 to the next owner's first outcome {} ms, to the fallback in time {} ms",
            protocol,
            Duration.between(killed, appended(rig, first)).toMillis(),
            Duration.between(killed, appended(rig, served)).toMillis());
        assertThat(served.worker()).isEqualTo(other.worker().id());
        assertThat(served.outcome()).isEqualTo(OutcomeKind.FALLBACK);
        assertThat(appended(rig, served)).isBefore(requireNonNull(served.airBy()));
        rig.audit(0);
      }
    }
  }

  private static Instant appended(Rig rig, Outcome outcome) {
    return rig.readOne(TopicCatalogue.OUTCOMES, outcome.requestPartition()).stream()
        .filter(r ->
            new String(r.key(), java.nio.charset.StandardCharsets.UTF_8)
                .equals(outcome.passKey().toString()))
        .map(r -> Instant.ofEpochMilli(r.timestamp()))
        .findFirst()
        .orElseThrow();
  }
}
