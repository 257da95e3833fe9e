package fm.raido.station;

import fm.raido.agent.AgentProgram;
import fm.raido.agent.metrics.CannotServeMetrics;
import fm.raido.controlroom.ControlRoomProgram;
import fm.raido.controlroom.PortTaken;
import fm.raido.controlroom.access.AccessSettings;
import fm.raido.localkafka.LocalKafka;
import fm.raido.localkafka.LocalKafkaException;
import fm.raido.producer.ProducerProgram;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Setting;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.station.voice.BuiltInVoiceServer;
import fm.raido.worker.WorkerProgram;
import fm.raido.worker.loop.WorkerRules;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All programs in one process: started in the order in which they need each other, stopped in the
 * order of the path.
 */
public final class Station implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Station.class);

  /**
   * The name of this machine as a speech host. Always the same, so that a restart is no second,
   * silent host.
   */
  private static final String HOST = "station";

  /**
   * Whatever is set for a cluster is not for the station's own broker: an empty value counts as not
   * set.
   */
  private static final Map<String, String> NO_SECURITY =
      RaidoSettings.KAFKA_SECURITY.stream()
          .flatMap(setting -> Stream.of(setting.name(), setting.property()))
          .collect(Collectors.toUnmodifiableMap(name -> name, _ -> ""));

  private final Map<String, String> found = new HashMap<>();
  private final Settings settings;
  private @Nullable LocalKafka kafka;
  private @Nullable BuiltInVoiceServer voice;
  private @Nullable AgentProgram agent;
  private @Nullable WorkerProgram worker;
  private @Nullable ProducerProgram producer;
  private @Nullable CompletableFuture<ControlRoomProgram> controlRoom;

  private Station(StationPlan plan, Map<String, String> environment) {
    this.settings = new Settings(plan.lookup(environment, found));
  }

  /**
   * Starts everything.
   *
   * @throws fm.raido.schemas.settings.WrongSetting if a setting breaks its rule
   * @throws StationFailed if a part cannot be started; what was started is stopped again
   */
  static Station start(StationPlan plan, Map<String, String> environment) {
    Station station = new Station(plan, environment);
    // Every wrong setting is told before anything is started.
    RaidoSettings.ALL.forEach(station.settings::get);
    WorkerRules.of(station.settings, "");
    PressureThresholds.from(station.settings);
    AccessSettings.of(station.settings);
    boolean ownVoice = environment.getOrDefault(RaidoSettings.KOKORO_BASE_URL.name(), "").isBlank();
    try {
      station.startAll(plan, ownVoice);
      return station;
    } catch (RuntimeException | Error e) {
      station.close();
      throw e;
    }
  }

  private void startAll(StationPlan plan, boolean ownVoice) {
    LocalKafka broker = broker(plan);
    kafka = broker;
    found.put(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS.name(), broker.bootstrapServers());
    found.putAll(NO_SECURITY);
    try (TopicAdmin admin = TopicAdmin.connect(kafka())) {
      admin.apply(TopicCatalogue.topics(settings.get(RaidoSettings.PARTITIONS)), 1, false);
    }
    if (ownVoice) {
      BuiltInVoiceServer server = builtInVoice();
      voice = server;
      found.put(RaidoSettings.KOKORO_BASE_URL.name(), server.baseUrl().toString());
    }
    Map<String, Object> properties = properties();
    // The two Spring programs start side by side: each takes a second or two of mostly one core.
    CompletableFuture<ProducerProgram> producing =
        CompletableFuture.supplyAsync(() -> ProducerProgram.start(properties));
    CompletableFuture<WorkerProgram> working =
        CompletableFuture.supplyAsync(() -> WorkerProgram.start(settings, properties));
    RuntimeException failure = null;
    try {
      producer = join(producing);
    } catch (RuntimeException e) {
      failure = e;
    }
    worker = join(working);
    if (failure != null) {
      throw failure;
    }
    // Nobody waits for it: an announcement needs no page.
    controlRoom = CompletableFuture.supplyAsync(() -> controlRoom(properties));
    // Last: the programs' own start is no pressure of the host's.
    try {
      agent = AgentProgram.start(settings, settings.get(RaidoSettings.AGENT_HOST).orElse(HOST));
    } catch (CannotServeMetrics e) {
      throw new StationFailed(String.valueOf(e.getMessage()));
    }
  }

  /** On its port, or on any other where somebody has that one: a page must not stop a station. */
  private static ControlRoomProgram controlRoom(Map<String, Object> properties) {
    try {
      return ControlRoomProgram.start(properties);
    } catch (PortTaken e) {
      LOG.warn("{}; the control room takes any other port", e.getMessage());
      Map<String, Object> anyPort = new HashMap<>(properties);
      anyPort.put(RaidoSettings.CONTROL_ROOM_PORT.name(), 0);
      return ControlRoomProgram.start(anyPort);
    }
  }

  private static <T> T join(CompletableFuture<T> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static LocalKafka broker(StationPlan plan) {
    try {
      return LocalKafka.start(plan.data().resolve("kafka"), plan.kafkaPort());
    } catch (LocalKafkaException e) {
      throw new StationFailed(String.valueOf(e.getMessage()));
    }
  }

  private static BuiltInVoiceServer builtInVoice() {
    try {
      return BuiltInVoiceServer.start(0);
    } catch (IOException e) {
      throw new StationFailed(
          "the built-in voice cannot open a port on loopback: " + e.getMessage());
    }
  }

  /** The settings in force, for programs that read them as Spring properties. */
  private Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Setting<?> setting : RaidoSettings.ALL) {
      String text = settings.text(setting);
      if (!text.isEmpty()) {
        properties.put(setting.name(), text);
      }
    }
    properties.putAll(NO_SECURITY);
    properties.put("server.address", settings.get(RaidoSettings.BIND_ADDRESS));
    return properties;
  }

  Settings settings() {
    return settings;
  }

  /** Its own broker, which nobody else can reach, asks nobody who they are. */
  KafkaConnection kafka() {
    return KafkaConnection.plain(bootstrapServers());
  }

  String bootstrapServers() {
    return settings.get(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS);
  }

  URI voiceUrl() {
    return settings.get(RaidoSettings.KOKORO_BASE_URL);
  }

  /** The built-in voice, where no other is set. */
  Optional<BuiltInVoiceServer> voice() {
    return Optional.ofNullable(voice);
  }

  ProducerProgram producer() {
    return java.util.Objects.requireNonNull(producer, "the station is not started");
  }

  WorkerProgram worker() {
    return java.util.Objects.requireNonNull(worker, "the station is not started");
  }

  /** The control room, once it is there; fails where it could not be started. */
  CompletableFuture<ControlRoomProgram> controlRoom() {
    return java.util.Objects.requireNonNull(controlRoom, "the station is not started");
  }

  /** Completes with the reason when a part of it cannot go on. */
  CompletableFuture<String> failed() {
    return java.util.Objects.requireNonNull(kafka)
        .fault()
        .applyToEither(worker().failed(), why -> why);
  }

  /**
   * Stops all, in this order: intake, worker (drains), agent (says goodbye), control room, voice,
   * broker; within 50 s.
   */
  @Override
  public void close() {
    stop("producer", producer);
    stop("worker", worker);
    stop("agent", agent);
    stop("control room", this::closeControlRoom);
    stop("voice", voice);
    stop("broker", kafka);
  }

  private void closeControlRoom() {
    CompletableFuture<ControlRoomProgram> starting = controlRoom;
    if (starting == null) {
      return;
    }
    ControlRoomProgram room;
    try {
      room = starting.join();
    } catch (CompletionException e) {
      // It could not be started, and said so.
      return;
    }
    room.close();
  }

  private static void stop(String name, @Nullable AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("the {} did not stop cleanly", name, e);
    }
  }
}
