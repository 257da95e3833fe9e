package fm.raido.producer;

import fm.raido.producer.guard.StormGuard;
import fm.raido.producer.history.AnnouncementMemory;
import fm.raido.producer.history.HistoryReader;
import fm.raido.producer.intake.Intake;
import fm.raido.producer.intake.IntakeTally;
import fm.raido.producer.publish.RequestPublisher;
import fm.raido.producer.start.ProducerSettings;
import fm.raido.producer.start.StartRefused;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicAdmin;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A running producer. Closing it stops the HTTP port first and the Kafka clients last. */
public final class ProducerProgram implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private ProducerProgram(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts a producer in this JVM; it takes announcements when this returns.
   *
   * @param properties Spring properties or names of the settings' catalogue; they win over the
   *     environment
   * @throws fm.raido.schemas.settings.WrongSetting if a setting breaks its rule
   * @throws fm.raido.schemas.topic.TopicsNotReady if the brokers or the topics are not there
   * @throws StartRefused if the port or its address is not to be had
   */
  public static ProducerProgram start(Map<String, Object> properties) {
    Map<String, Object> given = new HashMap<>(properties);
    // Its own name, for several programs may share one class path.
    given.put("spring.config.name", "producer");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("given", given));
    SpringApplication application = new SpringApplication(ProducerConfiguration.class);
    application.setEnvironment(environment);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    // Whoever starts a program stops it: several in one JVM have one order.
    application.setRegisterShutdownHook(false);
    application.addInitializers(starting -> {
      ProducerSettings settings =
          ProducerSettings.of(new Settings(starting.getEnvironment()::getProperty));
      TopicAdmin.requireTopics(settings.kafka(), ProducerSettings.RIGHTS);
    });
    try {
      return new ProducerProgram(application.run());
    } catch (RuntimeException e) {
      throw refusal(e);
    }
  }

  /** What Spring wrapped, in words for people; everything else stays as it is. */
  private static RuntimeException refusal(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartRefused refused) {
        return refused;
      }
      if (cause instanceof WrongSetting wrong) {
        return wrong;
      }
      if (cause instanceof PortInUseException taken) {
        return new StartRefused(
            "PRODUCER_PORT is \"" + taken.getPort() + "\": somebody else uses it");
      }
      if (cause instanceof BindException) {
        return new StartRefused(
            "BIND_ADDRESS and PRODUCER_PORT cannot be opened: " + cause.getMessage());
      }
    }
    return e;
  }

  /** The HTTP port that is open. */
  public int port() {
    return context instanceof WebServerApplicationContext web && web.getWebServer() != null
        ? web.getWebServer().getPort()
        : -1;
  }

  /** The same intake that HTTP uses, for callers in this JVM. */
  public Intake intake() {
    return context.getBean(Intake.class);
  }

  /**
   * An intake for a show that somebody feeds by hand: all rules but the cool-down, which is there
   * for what programs send.
   */
  public Intake showIntake() {
    return new Intake(
        context.getBean(ProducerSettings.class).stations(),
        new StormGuard(Duration.ZERO, announcements()),
        context.getBean(RequestPublisher.class),
        context.getBean(IntakeTally.class),
        Clock.systemUTC());
  }

  /** What is known of the announcements of the last day. */
  public AnnouncementMemory announcements() {
    return context.getBean(AnnouncementMemory.class);
  }

  /** The reader that fills {@link #announcements}. */
  public HistoryReader history() {
    return context.getBean(HistoryReader.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
