package fm.raido.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.worker.Steady.Gaps;
import fm.raido.worker.intake.Assignments;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.intake.IntakeEvents;
import fm.raido.worker.intake.Ownership;
import fm.raido.worker.intake.RequestContainer;
import fm.raido.worker.loop.Fetched;
import fm.raido.worker.meters.KafkaMeters;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.settlement.CommittedMarks;
import fm.raido.worker.settlement.Decided;
import fm.raido.worker.settlement.Endings;
import fm.raido.worker.settlement.SettlementResult;
import fm.raido.worker.settlement.Settler;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** What the group does to a worker, under both protocols. */
class GroupIT {
  private static final Logger LOG = LoggerFactory.getLogger(GroupIT.class);
  private static final long MAX_POLL_MILLIS = 2_000;

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void aGateThatStaysClosedCausesNoRebalance(GroupProtocol protocol) throws Exception {
    try (Rig rig = new Rig(dir, protocol)) {
      WorkerProgram worker =
          rig.worker(
              Map.of(
                  "DJ_PROVIDER",
                  "disabled",
                  "spring.kafka.consumer.properties.max.poll.interval.ms",
                  Long.toString(MAX_POLL_MILLIS)));
      rig.awaitOwners(1);
      for (int i = 0; i < 20; i++) {
        rig.send(i % 2, Rig.request("r" + i, "Words that wait, " + i + ".", null));
      }
      await("they wait").until(() -> worker.worker().waiting() == 20);
      Ownership before = worker.worker().ownership();
      double rebalances = rebalances(worker);
      Set<String> members = members(rig);
      assertThat(rebalances).as("the consumer counts them").isPositive();

      assertThat(new CountDownLatch(1).await(3 * MAX_POLL_MILLIS + 500, TimeUnit.MILLISECONDS))
          .isFalse();

      assertThat(worker.worker().gate().isOpen()).isFalse();
      assertThat(rebalances(worker) - rebalances).as("rebalances").isZero();
      assertThat(members(rig)).isEqualTo(members);
      assertThat(worker.worker().ownership().incarnations()).isEqualTo(before.incarnations());
      assertThat(generation(worker)).isEqualTo(requireNonNull(before.group()).generationId());
      assertThat(rig.outcomes()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void whatStaysIsNeitherRevokedNorPausedWhileOthersJoinAndLeave(GroupProtocol protocol)
      throws Exception {
    try (Rig rig = new Rig(dir, protocol)) {
      WorkerProgram first = rig.worker(Map.of());
      rig.awaitOwners(1);
      Map<Integer, Long> alone = first.worker().ownership().incarnations();
      try (Steady load = new Steady(rig)) {
        Instant begun = load.afterSeconds(3);
        WorkerProgram second = rig.worker(Map.of());
        Instant joining = load.now();
        Map<Integer, String> owners = rig.awaitOwners(2);
        int stays = first.worker().id().equals(owners.get(0)) ? 0 : 1;
        assertThat(first.worker().ownership().incarnations())
            .as("what stays is not assigned anew")
            .containsExactlyEntriesOf(Map.of(stays, requireNonNull(alone.get(stays))));
        Instant joined = load.afterSeconds(2);
        second.close();
        rig.awaitOwners(1);
        Instant left = load.afterSeconds(2);
        load.stop();

        Map<Integer, Long> after = first.worker().ownership().incarnations();
        assertThat(after.get(stays)).isEqualTo(alone.get(stays));
        assertThat(after.get(1 - stays)).isNotEqualTo(alone.get(1 - stays));
        Gaps gaps = load.gaps(stays);
        Gaps moved = load.gaps(1 - stays);
        LOG.warn(
            "FIGURE {}: longest gap between outcomes of what stays: {} ms before, {} ms while the other joins, {} ms while it leaves; of what moves: {}, {}, {} ms; not fetched: {} s at most, in {} callbacks",
            protocol,
            gaps.longest(begun, joining),
            gaps.longest(joining, joined),
            gaps.longest(joined, left),
            moved.longest(begun, joining),
            moved.longest(joining, joined),
            moved.longest(joined, left),
            WorkerHttp.meter(
                first.port(), "raido_partition_standstill_seconds_max{partition=\"staying\"}"),
            WorkerHttp.meter(
                first.port(), "raido_partition_standstill_seconds_count{partition=\"staying\"}"));
        assertThat(
                WorkerHttp.meter(
                    first.port(),
                    "raido_partition_standstill_seconds_count{partition=\"staying\"}"))
            .isBetween(1.0, 3.0);
        assertThat(gaps.longest(joining, left)).isLessThan(1_500);
        assertThat(moved.longest(joined, left)).as("a leave is prompt").isLessThan(4_000);
        rig.awaitOutcomes(load.sent(), Duration.ofSeconds(30));
        rig.audit(0);
      }
    }
  }

  /**
   * Under the consumer protocol the client looks for positions before the callback has set them,
   * now and then; that must not stop the container.
   */
  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void joinsAGroupThatHasCommittedNothing(GroupProtocol protocol) throws Exception {
    try (Rig rig = new Rig(dir, protocol)) {
      for (int i = 0; i < 10; i++) {
        CountDownLatch assigned = new CountDownLatch(Rig.PARTITIONS);
        Joining joining = new Joining(assigned);
        Flow flow = new Flow();
        KafkaMessageListenerContainer<byte[], byte[]> container =
            RequestContainer.create(
                RequestContainer.memberConfig(
                    Worker.connection(KafkaConnection.plain(rig.bootstrapServers())),
                    "joining-" + i,
                    "j" + i,
                    protocol),
                flow,
                new Assignments(flow, joining, joining),
                joining,
                new KafkaMeters());
        container.start();
        assertThat(assigned.await(10, TimeUnit.SECONDS)).as("join %d", i).isTrue();
        assertThat(container.isRunning()).as("join %d", i).isTrue();
        container.stop();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  @SuppressWarnings("removal") // The metadata's constructor, which only a consumer should call.
  void aSettlementOfAnOldEpochIsAbortedAndGoesAgainWithTheNewOne(GroupProtocol protocol)
      throws Exception {
    try (Rig rig = new Rig(dir, protocol)) {
      WorkerProgram worker = rig.worker(Map.of("DJ_PROVIDER", "disabled"));
      rig.awaitOwners(1);
      rig.send(0, Rig.request("a", "Words that wait.", null));
      ConsumerGroupMetadata group =
          requireNonNull(
              await("the worker's view of its group")
                  .until(() -> worker.worker().ownership().group(), Objects::nonNull));
      ConsumerGroupMetadata old =
          new ConsumerGroupMetadata(
              Worker.GROUP, group.generationId() - 1, group.memberId(), Optional.empty());
      AtomicReference<Ownership> view = new AtomicReference<>(new Ownership(old, Map.of(0, 7L)));
      BlockingQueue<SettlementResult> results = new LinkedBlockingQueue<>();
      Map<String, Object> connection =
          Worker.connection(KafkaConnection.plain(rig.bootstrapServers()));
      CommittedMarks marks =
          new CommittedMarks(RequestContainer.consumerConfig(connection, Worker.GROUP, "marks"));
      try (Settler settler =
          new Settler(connection, "old-epoch", view::get, marks, results::add, new KafkaMeters())) {
        settler.start();
        Instant now = Clock.systemUTC().instant();
        Decided decided = new Endings("w").poison(0, 7, 0, now, new byte[0], "a test", null, now);
        CommitMark mark = new CommitMark(1, 1, new BitSet(), 1, 0);
        Batch batch = new Batch(List.of(new Batch.Part(0, 7, mark, List.of(decided))));
        settler.settle(batch);
        assertThat(results.poll(20, TimeUnit.SECONDS))
            .isInstanceOf(SettlementResult.Postponed.class);
        assertThat(rig.outcomes()).isEmpty();
        assertThat(rig.marks()).isEmpty();

        view.set(new Ownership(group, Map.of(0, 7L)));
        settler.settle(batch);
        assertThat(results.poll(20, TimeUnit.SECONDS))
            .isEqualTo(new SettlementResult.Committed(batch, Set.of()));
        // A transaction's end is told to the producer a moment before every partition shows it.
        await("what was committed")
            .untilAsserted(() -> {
              assertThat(rig.outcomes()).hasSize(1);
              assertThat(rig.marks()).isEqualTo(Map.of(0, mark));
            });
      }
    }
  }

  private record Joining(CountDownLatch assigned) implements IntakeEvents, Assignments.Standstill {
    @Override
    public void assigned(int partition, long incarnation) {
      assigned.countDown();
    }

    @Override
    public void revoked(int partition, long incarnation, Runnable flushed) {
      flushed.run();
    }

    @Override
    public void left(int partition, long incarnation) {}

    @Override
    public void fetched(List<Fetched> records) {}

    @Override
    public void passed(int partition, long incarnation, long next) {}

    @Override
    public void arriving(int partition, Duration time) {}

    @Override
    public void staying(Collection<Integer> partitions, Duration time) {}
  }

  /** A rolling change of the protocol, there and back, under load. */
  @Test
  void aGroupRollsFromOneProtocolToTheOtherAndBack() throws Exception {
    try (Rig rig = new Rig(dir)) {
      WorkerProgram classic = rig.worker(Map.of());
      rig.awaitOwners(1);
      assertThat(rig.group().type()).isEqualTo(GroupType.CLASSIC);
      try (Steady load = new Steady(rig)) {
        WorkerProgram consumer = rig.worker(Map.of("KAFKA_GROUP_PROTOCOL", "consumer"));
        rig.awaitOwners(2);
        assertThat(rig.group().type()).as("mixed").isEqualTo(GroupType.CONSUMER);
        load.afterSeconds(2);
        classic.close();
        rig.awaitOwners(1);
        load.afterSeconds(1);
        WorkerProgram back = rig.worker(Map.of());
        rig.awaitOwners(2);
        load.afterSeconds(2);
        consumer.close();
        rig.awaitOwners(1);
        load.afterSeconds(1);
        assertThat(rig.group().type()).isEqualTo(GroupType.CLASSIC);
        assertThat(back.failed()).isNotDone();
        load.stop();
        rig.awaitOutcomes(load.sent(), Duration.ofSeconds(30));
        assertThat(rig.outcomes()).extracting(Outcome::outcome).containsOnly(OutcomeKind.SPOKEN);
        rig.audit(0);
      }
    }
  }

  /** The consumer's own count, as JMX shows it to whoever asks the process. */
  private static double rebalances(WorkerProgram worker) throws Exception {
    return (double)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(
                new ObjectName(
                    "kafka.consumer:type=consumer-coordinator-metrics,client-id="
                        + worker.worker().id()),
                "rebalance-total");
  }

  private static int generation(WorkerProgram worker) {
    return requireNonNull(worker.worker().ownership().group()).generationId();
  }

  /** Who is in the group and with what, in the broker's words, its epochs included. */
  private static Set<String> members(Rig rig) {
    var group = rig.group();
    Map<String, MemberDescription> members = new HashMap<>();
    group.members().forEach(member -> members.put(member.consumerId(), member));
    return members.values().stream()
        .map(member -> group.groupEpoch() + " " + group.groupState() + " " + member)
        .collect(Collectors.toSet());
  }
}
