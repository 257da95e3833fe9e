package fm.raido.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.system.network.LinkState;
import fm.raido.system.network.TcpProxy;
import fm.raido.worker.Worker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes, of which any one may die. */
class KafkaClusterIT {
  private static final TopicPartition PARTITION = new TopicPartition("letters", 0);
  private static final Duration IN_SYNC = Duration.ofSeconds(30);

  /** What the brokers' defaults need at least to notice a dead one. */
  private static final long UNTUNED_MILLIS = 9_000;

  @TempDir Path dir;

  @Test
  void nothingThatWasAcknowledgedIsLostWhenLeadersAndControllersDie()
      throws ExecutionException, InterruptedException {
    long started = System.nanoTime();
    try (KafkaCluster cluster = KafkaCluster.start(dir, Tuning.TUNED)) {
      System.out.printf("formed after %d ms%n", (System.nanoTime() - started) / 1_000_000);
      create(cluster);
      cluster.awaitInSync(IN_SYNC);
      Set<Integer> acknowledged;
      try (SteadyProducer producer = steady(cluster.bootstrapServers())) {
        acknowledgeMore(producer);
        producer.takeLongestStallMillis();

        int leader = cluster.leaderOf(PARTITION);
        cluster.kill(leader);
        acknowledgeMore(producer);
        tell("leader killed", producer);
        cluster.restart(leader);
        cluster.awaitInSync(IN_SYNC);
        tell("leader back", producer);

        int controller = cluster.controller();
        cluster.kill(controller);
        acknowledgeMore(producer);
        tell("controller killed" + (controller == leader ? "" : ", not the first"), producer);
        cluster.restart(controller);
        cluster.awaitInSync(IN_SYNC);

        int next = cluster.leaderOf(PARTITION);
        cluster.suspend(next);
        acknowledgeMore(producer);
        tell("leader silent", producer);
        cluster.resume(next);
        cluster.awaitInSync(IN_SYNC);
        tell("leader speaks", producer);

        producer.finish();
        assertThat(producer.failures()).isEmpty();
        acknowledged = new HashSet<>(producer.acknowledged());
      }
      assertThat(read(cluster)).containsAll(acknowledged);
      System.out.println(acknowledged.size() + " records");
    }
  }

  @Test
  void everybodyTakesTheWayThatTheWiringNames() throws ExecutionException, InterruptedException {
    ClusterPorts ports = ClusterPorts.choose(List.of("WORKER0", "WORKER1"));
    Map<Route, TcpProxy> proxies = new LinkedHashMap<>();
    ports.routes().forEach(route -> proxies.put(route, proxyBefore(ports.port(route))));
    try (KafkaCluster cluster =
        KafkaCluster.start(dir, Tuning.TUNED, ports, route -> proxy(proxies, route).port())) {
      create(cluster);
      cluster.awaitInSync(IN_SYNC);
      int controller = cluster.controller();
      int leader = cluster.leaderOf(PARTITION);
      // A new partition counts as replicated before anybody has fetched from its leader.
      await("replication through the proxy")
          .until(() -> accepted(proxies, new Route.Replication(leader)) > 0);
      for (int node = 1; node <= ClusterPorts.NODES; node++) {
        if (node != controller) {
          assertThat(accepted(proxies, new Route.Quorum(node, controller))).isPositive();
        }
      }

      int follower =
          IntStream.rangeClosed(1, 3).filter(node -> node != controller).findAny().orElseThrow();
      TcpProxy toController = proxy(proxies, new Route.Quorum(follower, controller));
      toController.become(new LinkState.Cut());
      awaitBrokers(cluster, 2);
      toController.heal();
      cluster.awaitInSync(IN_SYNC);

      int leads = cluster.leaderOf(PARTITION);
      proxy(proxies, new Route.Clients("WORKER0", leads)).become(new LinkState.Cut());
      try (SteadyProducer cutOff = steady(cluster.bootstrapServers("WORKER0"));
          SteadyProducer whole = steady(cluster.bootstrapServers("WORKER1"))) {
        acknowledgeMore(whole);
        assertThat(cutOff.count()).isZero();
        proxy(proxies, new Route.Clients("WORKER0", leads)).heal();
        acknowledgeMore(cutOff);
      }
    } finally {
      proxies.values().forEach(TcpProxy::close);
    }
  }

  private static void awaitBrokers(KafkaCluster cluster, int count) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      await(count + " brokers")
          .atMost(Duration.ofSeconds(20))
          .until(() -> admin.describeCluster().nodes().get().size() == count);
    }
  }

  private static SteadyProducer steady(String bootstrapServers) {
    return new SteadyProducer(
        Worker.connection(KafkaConnection.plain(bootstrapServers)),
        PARTITION.topic(),
        PARTITION.partition());
  }

  private static TcpProxy proxyBefore(int port) {
    TcpProxy proxy = TcpProxy.open();
    proxy.target(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return proxy;
  }

  private static TcpProxy proxy(Map<Route, TcpProxy> proxies, Route route) {
    return Objects.requireNonNull(proxies.get(route), route.toString());
  }

  private static long accepted(Map<Route, TcpProxy> proxies, Route route) {
    return proxy(proxies, route).counts().accepted();
  }

  private static void tell(String what, SteadyProducer producer) {
    long millis = producer.takeLongestStallMillis();
    System.out.printf("%s: longest stall %d ms%n", what, millis);
    assertThat(millis).describedAs(what).isLessThan(UNTUNED_MILLIS);
  }

  private static void acknowledgeMore(SteadyProducer producer) {
    int before = producer.count();
    await("300 records more")
        .atMost(Duration.ofSeconds(40))
        .until(() -> producer.count() > before + 300);
  }

  private static void create(KafkaCluster cluster) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 3))).all().get();
    }
  }

  private static Set<Integer> read(KafkaCluster cluster) {
    Set<Integer> found = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      while (consumer.position(PARTITION) < end) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(record ->
                found.add(Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8))));
      }
    }
    return found;
  }
}
