package fm.raido.controlroom;

import fm.raido.controlroom.access.AccessSettings;
import fm.raido.controlroom.feed.RoomFeed;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.OwnRights;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.topic.TopicsNotReady;
import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A running control room. Closing it ends the pages' streams first. */
public final class ControlRoomProgram implements AutoCloseable {
  /** To look; who may not operate, hears it when he does. */
  private static final OwnRights RIGHTS =
      new OwnRights(
          Map.of(
              TopicCatalogue.REQUESTS, Set.of(AclOperation.READ),
              TopicCatalogue.OUTCOMES, Set.of(AclOperation.READ),
              TopicCatalogue.DEAD_LETTERS, Set.of(AclOperation.READ),
              TopicCatalogue.PROTECTION, Set.of(AclOperation.READ),
              TopicCatalogue.HOST_PRESSURE, Set.of(AclOperation.READ)),
          Set.of(TopicCatalogue.WORKERS_GROUP),
          Set.of());

  private final ConfigurableApplicationContext context;

  private ControlRoomProgram(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts a control room in this JVM; its page is there when this returns, and says that it still
   * reads until it has read all.
   *
   * @param properties Spring properties or names of the settings' catalogue; they win over the
   *     environment
   * @throws WrongSetting if a setting breaks its rule
   * @throws TopicsNotReady if the brokers or the topics are not there
   * @throws PortTaken if somebody else has the port
   * @throws StartRefused if the address or a token is not to be had
   */
  public static ControlRoomProgram start(Map<String, Object> properties) {
    Map<String, Object> given = new HashMap<>(properties);
    // Its own name, for several programs may share one class path.
    given.put("spring.config.name", "control-room");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("given", given));
    SpringApplication application = new SpringApplication(ControlRoomConfiguration.class);
    application.setEnvironment(environment);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    // Whoever starts a program stops it: several in one JVM have one order.
    application.setRegisterShutdownHook(false);
    application.addInitializers(starting -> {
      Settings settings = new Settings(starting.getEnvironment()::getProperty);
      settings.get(RaidoSettings.CONTROL_ROOM_PORT);
      AccessSettings.of(settings);
      TopicAdmin.requireTopics(KafkaConnection.of(settings), RIGHTS);
    });
    try {
      return new ControlRoomProgram(application.run());
    } catch (RuntimeException e) {
      throw refusal(e);
    }
  }

  /** What Spring wrapped, in words for people; everything else stays as it is. */
  private static RuntimeException refusal(RuntimeException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case StartRefused refused -> {
          return refused;
        }
        case WrongSetting wrong -> {
          return wrong;
        }
        case TopicsNotReady topics -> {
          return topics;
        }
        case PortInUseException taken -> {
          return new PortTaken(taken.getPort());
        }
        case BindException bind -> {
          return new StartRefused(
              "CONTROL_ROOM_BIND_ADDRESS and CONTROL_ROOM_PORT cannot be opened: "
                  + bind.getMessage());
        }
        default -> {
          // What Spring wraps around it.
        }
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

  /** Where the page is, for a browser. */
  public String url() {
    String host = context.getBean(AccessSettings.class).address().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
  }

  /** What it shows. */
  public RoomModel model() {
    return context.getBean(RoomModel.class);
  }

  @Override
  public void close() {
    // The server waits for streams that are open; none ends by itself.
    context.getBean(RoomFeed.class).close();
    context.close();
  }
}
