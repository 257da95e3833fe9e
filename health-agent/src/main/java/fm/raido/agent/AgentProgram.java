package fm.raido.agent;

import fm.raido.agent.metrics.AgentMetrics;
import fm.raido.agent.metrics.CannotServeMetrics;
import fm.raido.agent.metrics.Vitals;
import fm.raido.agent.publish.Publisher;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health agent while it runs: a thread that looks and one that publishes. It starts without
 * brokers, too, and reaches them when they come.
 */
public final class AgentProgram implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AgentProgram.class);

  /** The goodbye takes 2 s at most; what is left after this is cut off. */
  private static final long STOP_MAX_MILLIS = 3_000;

  private final ReadingSource source;
  private final Sampler sampler;
  private final Publisher publisher;
  private final Thread looking;
  private final Thread publishing;
  private final @Nullable AutoCloseable metrics;
  private boolean closed;

  private AgentProgram(
      Settings settings, String host, ReadingSource source, PressureThresholds thresholds) {
    String service = settings.get(RaidoSettings.SPEECH_SERVICE);
    KafkaConnection kafka = KafkaConnection.of(settings);
    Clock clock = Clock.systemUTC();
    this.source = source;
    publisher = new Publisher(service, host, thresholds, kafka, clock);
    sampler = new Sampler(source, thresholds, clock, publisher, new HealthLog(host));
    looking = thread("agent-sampler", sampler);
    publishing = thread("agent-publisher", publisher);
    metrics = metrics(settings, new AgentVitals(host, publisher, sampler));
    log.info("health agent of host {} for speech service {} publishes to {}", host, service, kafka);
  }

  /**
   * Starts on this machine.
   *
   * @throws fm.raido.schemas.settings.WrongSetting if a setting is wrong, or {@code AGENT_HOST} is
   *     not set in a container
   * @throws CannotServeMetrics if metrics are asked for and their port cannot be opened
   */
  public static AgentProgram start(Settings settings) {
    return start(settings, AgentHost.name(settings, Machine.here()));
  }

  /**
   * Starts on this machine under a name that the caller answers for.
   *
   * @param host a name that stays the same over restarts
   */
  public static AgentProgram start(Settings settings, String host) {
    PressureThresholds thresholds = PressureThresholds.from(settings);
    return started(new AgentProgram(settings, host, new HostReadings(), thresholds));
  }

  /** Starts with other readings than this machine's; it closes them in the end. */
  public static AgentProgram start(Settings settings, String host, ReadingSource source) {
    return started(new AgentProgram(settings, host, source, PressureThresholds.from(settings)));
  }

  /** Off, nothing of them is loaded. */
  private @Nullable AutoCloseable metrics(Settings settings, Vitals vitals) {
    int port = settings.get(RaidoSettings.AGENT_METRICS_PORT);
    if (port == 0) {
      return null;
    }
    try {
      return AgentMetrics.start(settings.get(RaidoSettings.BIND_ADDRESS), port, vitals);
    } catch (CannotServeMetrics e) {
      source.close();
      throw e;
    }
  }

  /**
   * Completes with the reason when the brokers refuse the first beat; the agent goes on trying all
   * the same, until it is closed.
   */
  CompletableFuture<String> refused() {
    return publisher.refused();
  }

  private static Thread thread(String name, Runnable work) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .uncaughtExceptionHandler(
            (_, e) -> log.error("health: {} has ended; the host falls silent", name, e))
        .unstarted(work);
  }

  private static AgentProgram started(AgentProgram program) {
    program.publishing.start();
    program.looking.start();
    return program;
  }

  /** Stops looking and says goodbye to the brokers, in 3 s at most. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    sampler.stop();
    publisher.stop();
    closeMetrics();
    try {
      publishing.join(STOP_MAX_MILLIS);
      publishing.interrupt();
      looking.join(STOP_MAX_MILLIS);
    } catch (InterruptedException e) {
      publishing.interrupt();
      Thread.currentThread().interrupt();
    }
    source.close();
  }

  private void closeMetrics() {
    try {
      if (metrics != null) {
        metrics.close();
      }
    } catch (Exception e) {
      log.warn("health: the port of the metrics is not closed", e);
    }
  }
}
