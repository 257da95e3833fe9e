package fm.raido.system.storm;

import fm.raido.system.cluster.ClusterPorts;
import fm.raido.system.network.Direction;
import fm.raido.system.network.LinkState;
import fm.raido.system.network.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Links delay, cut, reset, swallow, or stall one way. */
final class LinkFaults {
  private final Stage stage;
  private final FaultAgenda agenda;
  private final Draw draw;

  LinkFaults(Stage stage, FaultAgenda agenda, Draw draw) {
    this.stage = stage;
    this.agenda = agenda;
    this.draw = draw;
  }

  List<Fault> all() {
    return List.of(
        new Fault(7, this::disturbBrokerLink),
        new Fault(4, this::disturbHostLink),
        new Fault(3, this::disturbBetweenBrokers));
  }

  private Void disturbBrokerLink() {
    WorkerSlot slot = draw.slot(stage);
    int number = stage.slots().indexOf(slot);
    int node = 1 + draw.below(ClusterPorts.NODES);
    disturb(
        slot.name() + " and broker " + node,
        stage.links().toBroker(number, node),
        Duration.ofSeconds(9));
    return null;
  }

  private Void disturbHostLink() {
    WorkerSlot slot = draw.slot(stage);
    Instant since = Instant.now();
    disturb(
            slot.name() + " and the speech host",
            stage.links().toHost(stage.slots().indexOf(slot)),
            Duration.ofSeconds(6))
        .ifPresent(lasting -> slot.disturbed(since, since.plus(lasting).plusSeconds(1)));
    return null;
  }

  private Void disturbBetweenBrokers() {
    var all = stage.links().betweenBrokers();
    var link = all.get(draw.below(all.size()));
    disturb(link.getKey().toString(), link.getValue(), Duration.ofSeconds(4));
    return null;
  }

  private Optional<Duration> disturb(String name, TcpProxy link, Duration most) {
    Set<String> held = Set.of("link " + name);
    if (!agenda.hold(held)) {
      return Optional.empty();
    }
    Duration lasting = draw.millis(300, most.toMillis());
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
    return switch (draw.below(5)) {
      case 0 -> new LinkState.Delayed(draw.millis(20, 600));
      case 1 -> new LinkState.Cut();
      case 2 -> new LinkState.Resetting();
      case 3 -> new LinkState.BlackHole();
      default -> new LinkState.HalfOpen(draw.pick(Direction.values()));
    };
  }
}
