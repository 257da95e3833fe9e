package fm.raido.worker;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import fm.raido.worker.audio.StoreFailed;
import fm.raido.worker.fallback.WrongTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.BindException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** A running worker with its HTTP port for health and Prometheus. */
public final class WorkerProgram implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Worker worker;
  private final Fatal fatal;

  private WorkerProgram(ConfigurableApplicationContext context, Worker worker, Fatal fatal) {
    this.context = context;
    this.worker = worker;
    this.fatal = fatal;
  }

  /**
   * Starts a worker.
   *
   * @param settings where settings come from
   * @param properties Spring properties that go before everything else
   * @throws fm.raido.schemas.settings.WrongSetting if a setting breaks its rule
   * @throws fm.raido.schemas.topic.TopicsNotReady if the brokers or a topic are missing or wrong
   * @throws StartRefused if the port, the audio store or a station's template is not to be had
   */
  public static WorkerProgram start(Settings settings, Map<String, Object> properties) {
    RaidoSettings.ALL.forEach(settings::get);
    Fatal fatal = new Fatal();
    StartingWorker starting = new StartingWorker(fatal::report);
    Map<String, Object> all = new LinkedHashMap<>(properties);
    all.putIfAbsent("server.port", settings.get(RaidoSettings.WORKER_PORT));
    all.putIfAbsent("server.address", settings.get(RaidoSettings.BIND_ADDRESS));
    SpringApplicationBuilder application =
        new SpringApplicationBuilder(WorkerConfiguration.class)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .properties(Map.of("spring.config.name", "dj-worker"))
            .initializers(c ->
                c.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new org.springframework.core.env.MapPropertySource("raido-start", all)))
            .initializers(c ->
                starting.begin(
                    WorkerConfiguration.settings(c.getEnvironment()),
                    () -> WorkerConfiguration.connection(c.getEnvironment())));
    ConfigurableApplicationContext context;
    try {
      context = application.run();
    } catch (RuntimeException e) {
      starting.giveUp();
      throw refused(e);
    }
    try {
      Worker worker = starting.take(context.getBean(WorkerMeters.class));
      MeterRegistry registry = context.getBean(MeterRegistry.class);
      worker.bindTo(registry);
      WorkerMeters.info(
          worker.id(), WorkerConfiguration.settings(context.getEnvironment()), registry);
      worker.start();
      return new WorkerProgram(context, worker, fatal);
    } catch (RuntimeException e) {
      starting.giveUp();
      context.close();
      throw refused(e);
    }
  }

  /** What a user can do something about, out of what Spring wraps around it. */
  private static RuntimeException refused(RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case WrongSetting wrong -> {
          return wrong;
        }
        case TopicsNotReady topics -> {
          return topics;
        }
        case PortInUseException port -> {
          return new StartRefused(
              "WORKER_PORT is \"" + port.getPort() + "\": somebody else uses it");
        }
        case BindException bind -> {
          return new StartRefused("BIND_ADDRESS and WORKER_PORT: " + bind.getMessage());
        }
        case StoreFailed store -> {
          return new StartRefused("TTS_CACHE_DIR: " + store.getMessage());
        }
        case WrongTemplate template -> {
          return new StartRefused("TEMPLATES_DIR: " + template.getMessage());
        }
        default -> {
          // What Spring wraps around it.
        }
      }
    }
    return failure;
  }

  public Worker worker() {
    return worker;
  }

  /** The port of health and Prometheus. */
  public int port() {
    return Integer.parseInt(
        java.util.Objects.requireNonNull(
            context.getEnvironment().getProperty("local.server.port")));
  }

  /** Completes with the reason if the worker cannot go on. */
  public CompletableFuture<String> failed() {
    return fatal.reason();
  }

  /** Drains and stops; see {@link Worker#close}. */
  @Override
  public void close() {
    worker.close();
    context.close();
  }
}
