package fm.raido.system.storm;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.system.cluster.ClusterFailed;
import fm.raido.system.cluster.ClusterPorts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.apache.kafka.common.TopicPartition;

/** Brokers die and stand still: leaders, the controller, any, and all at once. */
final class BrokerFaults {
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  /** One broker at a time: two of three must be there, or nothing can be written at all. */
  private static final Set<String> BROKERS = Set.of("brokers");

  private final Stage stage;
  private final FaultAgenda agenda;
  private final Draw draw;

  BrokerFaults(Stage stage, FaultAgenda agenda, Draw draw) {
    this.stage = stage;
    this.agenda = agenda;
    this.draw = draw;
  }

  List<Fault> all() {
    return List.of(
        new Fault(4, this::killLeader),
        new Fault(2, this::killController),
        new Fault(2, this::suspendBroker));
  }

  private interface Strike {
    Void at(int node);
  }

  private Void killLeader() {
    TopicPartition partition =
        draw.below(3) == 0
            ? new TopicPartition(TopicCatalogue.PROTECTION, 0)
            : new TopicPartition(TopicCatalogue.REQUESTS, draw.below(Stage.PARTITIONS));
    return hitBroker(
        () -> stage.cluster().leaderOf(partition), node -> kill(node, "leader of " + partition));
  }

  private Void killController() {
    return hitBroker(() -> stage.cluster().controller(), node -> kill(node, "controller"));
  }

  private Void kill(int node, String role) {
    killBroker(node, role);
    agenda.in(
        draw.millis(500, 4_000),
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
        () -> 1 + draw.below(ClusterPorts.NODES),
        node -> {
          stage.cluster().suspend(node);
          stage.chronicle().did(Deed.SUSPEND_BROKER, "broker " + node);
          agenda.in(
              draw.millis(500, 6_000),
              () -> {
                stage.cluster().resume(node);
                awaitInSyncThenLetGo();
                return null;
              });
          return null;
        });
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
    agenda.when(
        inSync,
        () -> {
          agenda.letGo(BROKERS);
          return null;
        });
  }

  /** Everything dies at once and starts again. */
  Void restartAll() {
    stage.chronicle().did(Deed.RESTART_ALL, "everything");
    stage.slots().forEach(WorkerSlot::kill);
    for (int node = 1; node <= ClusterPorts.NODES; node++) {
      killBroker(node, "all together");
    }
    stage.reviveBrokers();
    stage.slots().forEach(WorkerSlot::start);
    return null;
  }
}
