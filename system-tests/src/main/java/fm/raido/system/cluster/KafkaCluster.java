package fm.raido.system.cluster;

import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Three nodes, each broker and controller, as processes of their own on loopback. Records are on
 * three nodes, acknowledged when on two. Safe for use by any thread.
 *
 * <pre>{@code
 * ClusterPorts ports = ClusterPorts.choose(List.of("WORKER0"));
 * Wiring wiring = route -> proxies.before(ports.port(route)); // or Wiring.direct(ports)
 * try (KafkaCluster cluster = KafkaCluster.start(directory, Tuning.TUNED, ports, wiring)) {
 *   cluster.kill(cluster.leaderOf(partition));
 * }
 * }</pre>
 */
public final class KafkaCluster implements AutoCloseable {
  private static final Duration FORMED = Duration.ofSeconds(90);

  private final ClusterPorts ports;
  private final Wiring wiring;
  private final List<Node> nodes;
  private final ClusterView view;

  private KafkaCluster(ClusterPorts ports, Wiring wiring, List<Node> nodes) {
    this.ports = ports;
    this.wiring = wiring;
    this.nodes = List.copyOf(nodes);
    this.view =
        new ClusterView(
            numbers().mapToObj(node -> ports.port(node, ClusterPorts.PLAIN)).toList(),
            this::requireAlive);
  }

  /** Starts one without proxies and extra listeners. */
  public static KafkaCluster start(Path directory, Tuning tuning) {
    ClusterPorts ports = ClusterPorts.choose(List.of());
    return start(directory, tuning, ports, Wiring.direct(ports));
  }

  /**
   * Starts one and returns when it is formed: every node is a broker, and controllers agree.
   *
   * @param directory new or empty; each node's data and output go below it
   * @throws ClusterFailed if it is not formed within 90 s
   * @throws fm.raido.testkit.process.ChildJvmFailed if a node ends
   */
  public static KafkaCluster start(
      Path directory, Tuning tuning, ClusterPorts ports, Wiring wiring) {
    NodeRuntime runtime = NodeRuntime.prepare();
    String clusterId = Uuid.randomUuid().toString();
    List<Node> nodes = new ArrayList<>();
    try {
      for (int number = 1; number <= ClusterPorts.NODES; number++) {
        int node = number;
        Path own = Files.createDirectories(directory.resolve("node-" + node)).toAbsolutePath();
        Path data = Node.format(own.resolve("data"), node, clusterId);
        nodes.add(
            new Node(node, own, runtime, () -> NodeConfig.of(node, data, tuning, ports, wiring)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    KafkaCluster cluster = new KafkaCluster(ports, wiring, nodes);
    try {
      nodes.forEach(Node::start);
      cluster.view.awaitFormed(FORMED);
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** Where the auditor and whoever needs no proxy reach the brokers. */
  public String bootstrapServers() {
    return addresses(node -> ports.port(node, ClusterPorts.PLAIN));
  }

  /** Where the users of an extra listener reach them: through the proxies, where there are any. */
  public String bootstrapServers(String listener) {
    return addresses(node -> wiring.port(new Route.Clients(listener, node)));
  }

  private static String addresses(IntUnaryOperator port) {
    return numbers()
        .mapToObj(node -> ClusterPorts.LOOPBACK + ":" + port.applyAsInt(node))
        .collect(Collectors.joining(","));
  }

  /** SIGKILL; nothing where it is dead already. */
  public void kill(int node) {
    node(node).kill();
  }

  /** SIGTERM: it hands its partitions over and ends, which takes some seconds. */
  public void terminate(int node) {
    node(node).terminate();
  }

  /** SIGSTOP: silent, with its connections open. */
  public void suspend(int node) {
    node(node).suspend();
  }

  /** SIGCONT. */
  public void resume(int node) {
    node(node).resume();
  }

  /**
   * Starts a dead node again, and does not wait: {@link #awaitInSync} does.
   *
   * @throws IllegalStateException if it runs
   */
  public void restart(int node) {
    node(node).start();
  }

  /** Whether its process runs; a suspended one does. */
  public boolean isAlive(int node) {
    return node(node).isAlive();
  }

  /** Its process, of its last start. */
  public ChildJvm process(int node) {
    return node(node).process();
  }

  /** The nodes that neither are dead nor suspended. */
  public List<Integer> awake() {
    return numbers().filter(node -> node(node).isAwake()).boxed().toList();
  }

  /**
   * The node that leads a partition, or the controllers' last word on it.
   *
   * @throws ClusterFailed if it has none for 30 s, or the brokers do not answer
   */
  public int leaderOf(TopicPartition partition) {
    return view.leaderOf(partition);
  }

  /**
   * The active controller.
   *
   * @throws ClusterFailed if there is none for 30 s, or the brokers do not answer
   */
  public int controller() {
    return view.controller();
  }

  /**
   * The node that coordinates a group.
   *
   * @throws ClusterFailed if it has none for 30 s, or the brokers do not answer
   */
  public int coordinatorOf(String group) {
    return view.coordinatorOf(group);
  }

  /**
   * Waits until all three nodes run, every partition is on all three, and the controllers have the
   * same metadata: until any one node may die again.
   *
   * @throws ClusterFailed if it is not so in that time
   */
  public void awaitInSync(Duration within) {
    view.awaitInSync(within);
  }

  /** Kills all nodes; their directories stay. */
  @Override
  public void close() {
    view.close();
    nodes.forEach(Node::kill);
  }

  private void requireAlive() {
    nodes.forEach(Node::requireAlive);
  }

  private Node node(int number) {
    return nodes.get(number - 1);
  }

  private static IntStream numbers() {
    return IntStream.rangeClosed(1, ClusterPorts.NODES);
  }
}
