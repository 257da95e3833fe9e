package fm.raido.system.storm;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.system.cluster.ClusterFailed;
import fm.raido.system.cluster.ClusterPorts;
import fm.raido.system.disk.SmallDisk;
import fm.raido.system.network.Direction;
import fm.raido.system.network.LinkState;
import fm.raido.system.network.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.apache.kafka.common.TopicPartition;

/** What a storm can do to a stage, each undone after a while. */
final class Faults {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  /** One broker at a time: two of three must be there, or nothing can be written at all. */
  private static final Set<String> BROKERS = Set.of("brokers");

  private final Stage stage;
  private final Agenda agenda;
  private final SplittableRandom dice;

  /**
   * One of them.
   *
   * @param weight how often it is chosen, beside the others
   */
  record Choice(int weight, Callable<?> strike) {}

  Faults(Stage stage, Agenda agenda, SplittableRandom dice) {
    this.stage = stage;
    this.agenda = agenda;
    this.dice = dice;
  }

  List<Choice> choices() {
    List<Choice> all =
        new ArrayList<>(
            List.of(
                new Choice(14, this::killWorker),
                new Choice(3, this::suspendWorker),
                new Choice(2, this::terminateWorker),
                new Choice(4, this::killLeader),
                new Choice(2, this::killController),
                new Choice(2, this::suspendBroker),
                new Choice(7, this::disturbBrokerLink),
                new Choice(4, this::disturbHostLink),
                new Choice(3, this::disturbBetweenBrokers),
                new Choice(4, this::hostTrouble),
                new Choice(2, this::operator),
                new Choice(2, this::pressure),
                new Choice(2, this::rubbish),
                new Choice(2, this::scale)));
    if (stage.disk().isPresent()) {
      all.add(new Choice(2, this::fillDisk));
    }
    return all;
  }

  /** Everything dies at once and starts again. */
  Void restartAll() throws InterruptedException {
    stage.chronicle().did(Deed.RESTART_ALL, "everything");
    stage.slots().forEach(WorkerSlot::kill);
    for (int node = 1; node <= ClusterPorts.NODES; node++) {
      killBroker(node, "all together");
    }
    stage.reviveBrokers();
    stage.slots().forEach(WorkerSlot::start);
    return null;
  }

  private Void killWorker() {
    WorkerSlot slot = anySlot();
    Set<String> held = Set.of(slot.name());
    if (slot.isRunning() && agenda.hold(held)) {
      slot.kill();
      agenda.in(millis(0, 2_500), () -> started(slot, held));
    }
    return null;
  }

  private Void started(WorkerSlot slot, Set<String> held) {
    slot.start();
    agenda.letGo(held);
    return null;
  }

  private Void suspendWorker() {
    WorkerSlot slot = anySlot();
    Set<String> held = Set.of(slot.name());
    if (slot.isReady() && agenda.hold(held)) {
      Instant since = Instant.now();
      slot.suspend();
      // Sometimes beyond its session of 10 s and the life of its leases.
      agenda.in(
          millis(500, dice.nextInt(4) == 0 ? 16_000 : 4_000),
          () -> {
            slot.resume(since);
            agenda.letGo(held);
            return null;
          });
    }
    return null;
  }

  private Void terminateWorker() {
    WorkerSlot slot = anySlot();
    Set<String> held = Set.of(slot.name());
    if (slot.isReady() && agenda.hold(held)) {
      Thread stopping =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  slot.stop();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      agenda.in(
          millis(1_000, 3_000),
          () -> {
            stopping.join();
            return started(slot, held);
          });
    }
    return null;
  }

  private Void scale() {
    int workers = dice.nextInt(1, Stage.WORKERS + 1);
    stage.chronicle().did(Deed.SCALE, workers + " workers");
    for (WorkerSlot slot : stage.slots().subList(workers, Stage.WORKERS)) {
      Set<String> held = Set.of(slot.name());
      if (slot.isRunning() && agenda.hold(held)) {
        slot.kill();
        agenda.in(millis(3_000, 8_000), () -> started(slot, held));
      }
    }
    return null;
  }

  private Void killLeader() {
    TopicPartition partition =
        dice.nextInt(3) == 0
            ? new TopicPartition(TopicCatalogue.PROTECTION, 0)
            : new TopicPartition(TopicCatalogue.REQUESTS, dice.nextInt(Stage.PARTITIONS));
    return hitBroker(
        () -> stage.cluster().leaderOf(partition), node -> kill(node, "leader of " + partition));
  }

  private Void killController() {
    return hitBroker(() -> stage.cluster().controller(), node -> kill(node, "controller"));
  }

  private Void kill(int node, String role) {
    killBroker(node, role);
    agenda.in(
        millis(500, 4_000),
        () -> {
          stage.cluster().restart(node);
          awaitInSyncThenLetGo();
          return null;
        });
    return null;
  }

  private void killBroker(int node, String role) {
    stage.cluster().kill(node);
    stage.chronicle().did(Deed.KILL_BROKER, "broker " + node + " (" + role + ")");
  }

  private Void suspendBroker() {
    return hitBroker(
        () -> 1 + dice.nextInt(ClusterPorts.NODES),
        node -> {
          stage.cluster().suspend(node);
          stage.chronicle().did(Deed.SUSPEND_BROKER, "broker " + node);
          agenda.in(
              millis(500, 6_000),
              () -> {
                stage.cluster().resume(node);
                awaitInSyncThenLetGo();
                return null;
              });
          return null;
        });
  }

  private interface Strike {
    Void at(int node);
  }

  private Void hitBroker(IntSupplier which, Strike strike) {
    if (!agenda.hold(BROKERS)) {
      return null;
    }
    try {
      return strike.at(which.getAsInt());
    } catch (ClusterFailed e) {
      stage.chronicle().told("no broker to hit: " + e.getMessage());
      agenda.letGo(BROKERS);
      return null;
    }
  }

  /** Not before all three are in step again may the next one be hit. */
  private void awaitInSyncThenLetGo() {
    AtomicBoolean inSync = new AtomicBoolean();
    Thread.ofVirtual()
        .start(() -> {
          try {
            stage.cluster().awaitInSync(RECOVERY);
          } catch (RuntimeException e) {
            stage.chronicle().told("brokers out of step: " + e.getMessage());
          }
          inSync.set(true);
        });
    letGoWhen(inSync);
  }

  private void letGoWhen(AtomicBoolean inSync) {
    agenda.in(
        LOOK,
        () -> {
          if (inSync.get()) {
            agenda.letGo(BROKERS);
          } else {
            letGoWhen(inSync);
          }
          return null;
        });
  }

  private Void disturbBrokerLink() {
    WorkerSlot slot = anySlot();
    int number = stage.slots().indexOf(slot);
    int node = 1 + dice.nextInt(ClusterPorts.NODES);
    disturb(
        slot.name() + " and broker " + node,
        stage.links().toBroker(number, node),
        Duration.ofSeconds(9));
    return null;
  }

  private Void disturbHostLink() {
    WorkerSlot slot = anySlot();
    Instant since = Instant.now();
    Optional<String> id = slot.id();
    disturb(
            slot.name() + " and the speech host",
            stage.links().toHost(stage.slots().indexOf(slot)),
            Duration.ofSeconds(6))
        .ifPresent(lasting ->
            id.ifPresent(who ->
                stage.chronicle().stoodStill(who, since, since.plus(lasting).plusSeconds(1))));
    return null;
  }

  private Void disturbBetweenBrokers() {
    var all = stage.links().betweenBrokers();
    var link = all.get(dice.nextInt(all.size()));
    disturb(link.getKey().toString(), link.getValue(), Duration.ofSeconds(4));
    return null;
  }

  private Optional<Duration> disturb(String name, TcpProxy link, Duration most) {
    Set<String> held = Set.of("link " + name);
    if (!agenda.hold(held)) {
      return Optional.empty();
    }
    Duration lasting = millis(300, most.toMillis());
    LinkState how = trouble();
    link.become(how);
    stage
        .chronicle()
        .did(Deed.DISTURB_LINK, name + ": " + how + " for " + lasting.toMillis() + " ms");
    agenda.in(
        lasting,
        () -> {
          link.heal();
          agenda.letGo(held);
          return null;
        });
    return Optional.of(lasting);
  }

  private LinkState trouble() {
    return switch (dice.nextInt(5)) {
      case 0 -> new LinkState.Delayed(millis(20, 600));
      case 1 -> new LinkState.Cut();
      case 2 -> new LinkState.Resetting();
      case 3 -> new LinkState.BlackHole();
      default -> new LinkState.HalfOpen(pick(Direction.values()));
    };
  }

  private Void hostTrouble() {
    Set<String> held = Set.of("host");
    if (agenda.hold(held)) {
      Voice.Ill how = pick(Voice.Ill.values());
      stage.voice().fallIll(how);
      stage.chronicle().did(Deed.HOST_TROUBLE, how.toString());
      agenda.in(
          millis(500, 7_000),
          () -> {
            stage.voice().recover();
            agenda.letGo(held);
            return null;
          });
    }
    return null;
  }

  private Void fillDisk() {
    SmallDisk disk = stage.disk().orElseThrow();
    Set<String> held = Set.of("disk");
    if (agenda.hold(held)) {
      Instant since = Instant.now();
      disk.fill();
      stage.chronicle().did(Deed.FULL_DISK, "full");
      agenda.in(
          millis(500, 5_000),
          () -> {
            disk.free();
            stage.chronicle().storeFailed(since, Instant.now());
            agenda.letGo(held);
            return null;
          });
    }
    return null;
  }

  private Void operator() {
    boolean on = dice.nextInt(3) != 0;
    say(new ProtectionRecord.SwitchSet(on, "a storm", "prove", on ? millis(500, 5_000) : null));
    stage.chronicle().did(Deed.OPERATOR, "protection " + (on ? "on" : "off"));
    return null;
  }

  /** An agent says so for a while, says that all is well, or says no more. */
  private Void pressure() {
    Set<String> held = Set.of("agent");
    if (!agenda.hold(held)) {
      return null;
    }
    PressureLevel level = dice.nextInt(3) == 0 ? PressureLevel.WARNING : PressureLevel.CRITICAL;
    beat(level);
    stage.chronicle().did(Deed.HOST_PRESSURE, level.toString());
    // Longer than 15 s without a beat is silence, which closes the gate by itself.
    boolean silent = dice.nextInt(4) == 0;
    agenda.in(
        silent ? millis(16_000, 20_000) : millis(500, 4_000),
        () -> {
          beat(PressureLevel.NORMAL);
          agenda.in(
              millis(500, 2_000),
              () -> {
                beat(PressureLevel.GOING_AWAY);
                agenda.letGo(held);
                return null;
              });
          return null;
        });
    return null;
  }

  private void beat(PressureLevel level) {
    say(new ProtectionRecord.HostBeat("kokoro", "speech-host", level, "a storm", false));
  }

  private void say(ProtectionRecord record) {
    stage.feed().send(new Mix.Sent(RaidoRecords.protection(record, "/prove", Instant.now()), null));
  }

  private Void rubbish() {
    stage.feed().send(Mix.rubbishForTheLog(dice));
    stage.chronicle().did(Deed.RUBBISH, TopicCatalogue.PROTECTION);
    return null;
  }

  private <T> T pick(T[] all) {
    return all[dice.nextInt(all.length)];
  }

  private WorkerSlot anySlot() {
    return stage.slot(dice.nextInt(Stage.WORKERS));
  }

  private Duration millis(long least, long most) {
    return Duration.ofMillis(dice.nextLong(least, most + 1));
  }
}
