package fm.raido.agent.metrics;

import fm.raido.schemas.settings.RaidoSettings;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}: what the agent keeps anyway, written down when somebody asks. Its threads
 * are its own; the agent waits for none of them.
 */
public final class AgentMetrics implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AgentMetrics.class);

  private final HTTPServer server;

  private AgentMetrics(HTTPServer server) {
    this.server = server;
  }

  /**
   * Opens the port.
   *
   * @param port 0 means any free one
   * @throws CannotServeMetrics if it is taken, or the address is none of this machine's
   */
  public static AgentMetrics start(String address, int port, Vitals vitals) {
    PrometheusRegistry registry = new PrometheusRegistry();
    AgentMeters.register(registry, vitals);
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(InetAddress.getByName(address))
              .port(port)
              .registry(registry)
              // One look at a time: it is the agent's heap that they share.
              .executorService(Executors.newSingleThreadExecutor(AgentMetrics::daemon))
              .buildAndStart();
      log.info("metrics are at http://{}:{}/metrics", address, server.getPort());
      return new AgentMetrics(server);
    } catch (IOException e) {
      throw new CannotServeMetrics(
          "%s and %s cannot be opened: %s:%d: %s"
              .formatted(
                  RaidoSettings.BIND_ADDRESS.name(),
                  RaidoSettings.AGENT_METRICS_PORT.name(),
                  address,
                  port,
                  e.getMessage()),
          e);
    }
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("agent-metrics").unstarted(work);
  }

  /** The port that is open. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
