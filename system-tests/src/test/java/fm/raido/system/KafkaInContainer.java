package fm.raido.system;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.model.ExposedPort;
import fm.raido.system.network.TcpProxy;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker of the official image, which can be frozen and killed. An engine gives a container that
 * starts again other ports, and a broker keeps telling its clients its first address: so they reach
 * it over a proxy whose port stays.
 *
 * <p>The image is {@code apache/kafka} of our clients' version, or what the environment names as
 * {@code KAFKA_IMAGE}.
 */
final class KafkaInContainer implements AutoCloseable {
  /** For the clients behind the proxy; 9092 to 9094 are taken. */
  private static final int PORT = 19_092;

  private final KafkaContainer container;
  private final TcpProxy proxy;

  private KafkaInContainer(KafkaContainer container, TcpProxy proxy) {
    this.container = container;
    this.proxy = proxy;
  }

  /** Starts one; skips the running test where there is no engine or no image. */
  static KafkaInContainer start() {
    DockerImageName image =
        DockerImageName.parse(
            System.getenv()
                .getOrDefault("KAFKA_IMAGE", "apache/kafka:" + AppInfoParser.getVersion()));
    ContainerEngine.require(image);
    TcpProxy proxy = TcpProxy.open();
    KafkaContainer container =
        new KafkaContainer(image.asCompatibleSubstituteFor("apache/kafka"))
            .withListener("0.0.0.0:" + PORT, () -> "127.0.0.1:" + proxy.port())
            .withEnv(
                Map.ofEntries(
                    Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                    Map.entry("KAFKA_OFFSETS_RETENTION_MINUTES", "44640"),
                    Map.entry(
                        "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS",
                        "1000"),
                    Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                    Map.entry("KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS", "6000"),
                    Map.entry("KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS", "6000"),
                    Map.entry("KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS", "1000"),
                    Map.entry("KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS", "1000"),
                    // A killed broker is let in again when its session has ended: 9 s by default.
                    Map.entry("KAFKA_BROKER_SESSION_TIMEOUT_MS", "3000"),
                    Map.entry("KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "500"),
                    Map.entry("KAFKA_HEAP_OPTS", "-Xmx384m")));
    container.addExposedPort(PORT);
    KafkaInContainer kafka = new KafkaInContainer(container, proxy);
    try {
      container.start();
      kafka.aim();
      return kafka;
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + proxy.port();
  }

  /** Freezes every process in it; its sockets stay open. */
  void pause() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  void unpause() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  /** SIGKILL. */
  void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  /** With the data it has; returns before it takes requests. */
  void startAgain() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    aim();
  }

  private void aim() {
    var bindings =
        container.getCurrentContainerInfo().getNetworkSettings().getPorts().getBindings();
    var binding = requireNonNull(bindings.get(ExposedPort.tcp(PORT)), "no port is mapped")[0];
    proxy.target(
        new InetSocketAddress(container.getHost(), Integer.parseInt(binding.getHostPortSpec())));
  }

  @Override
  public void close() {
    container.close();
    proxy.close();
  }
}
