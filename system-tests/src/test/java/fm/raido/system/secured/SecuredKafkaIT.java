package fm.raido.system.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fm.raido.agent.AgentCommand;
import fm.raido.controlroom.ControlRoomProgram;
import fm.raido.controlroom.deadletters.DeadLettersCommand;
import fm.raido.controlroom.settings.SettingsCommand;
import fm.raido.controlroom.status.StatusCommand;
import fm.raido.controlroom.topics.TopicsCommand;
import fm.raido.producer.ProducerProgram;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.topic.TopicsNotReady;
import fm.raido.schemas.wire.Json;
import fm.raido.system.Programs;
import fm.raido.testkit.ScriptedSpeechHost;
import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.process.ChildJvmBuilder;
import fm.raido.testkit.rights.Right;
import fm.raido.worker.WorkerProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * All programs on a broker that asks who they are, each as its own principal with the rights of
 * {@code deploy/acls/acls.txt}: the path works, nothing else does, and no output holds a password.
 * One broker for all; the path comes first, for what the matrix writes is rubbish.
 */
@TestMethodOrder(OrderAnnotation.class)
class SecuredKafkaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("taking announcements at port ([0-9]+)");
  private static final Pattern PAGE = Pattern.compile("control room: (http://\\S+)");
  private static final List<Right> RIGHTS = Right.table(Path.of("../deploy/acls/acls.txt"));
  private static final Set<String> PRINCIPALS =
      RIGHTS.stream().map(Right::principal).collect(Collectors.toCollection(TreeSet::new));

  @TempDir private static Path dir;
  private static SecuredBroker broker;
  private static final List<String> OUTPUTS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    broker =
        SecuredBroker.start(
            dir.resolve("broker"), PRINCIPALS, user -> "hush-" + user + "-" + UUID.randomUUID());
    broker.grant(RIGHTS);
    assertThat(command("raido-admin", "topics", "apply")).isZero();
    assertThat(command("raido-admin", "topics", "check")).isZero();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  @Order(1)
  void eachProgramDoesItsWorkAsItsOwnPrincipal() throws Exception {
    try (ScriptedSpeechHost voice = ScriptedSpeechHost.start();
        // Everything that Kafka's clients say: their configurations, each step of a handshake.
        // One after the other: a cold handshake takes seconds where four share two processors.
        ChildJvm worker =
            ready(
                program("worker", "raido-worker", voice).options(withKafkasLog()).start(),
                " is ready, ");
        ChildJvm agent = ready(program("agent", "raido-agent", voice).start(), "health of host");
        ChildJvm producer = ready(program("producer", "raido-producer", voice).start(), "at port");
        ChildJvm room =
            ready(
                program("control-room", "raido-control-room", voice).start(),
                "control room: http")) {
      Matcher taking = PORT.matcher(producer.output());
      assertThat(taking.find()).isTrue();
      String port = taking.group(1);
      announce(voice, "http-1", "--url", "http://127.0.0.1:" + port);
      announce(voice, "kafka-1", "--kafka", broker.as("raido-producer").bootstrapServers());
      assertThat(voice.calls()).hasSizeGreaterThanOrEqualTo(2);

      assertThat(command("raido-control-room", "status")).isIn(0, 3);
      assertThat(OUTPUTS.getLast()).contains("studio");
      assertThat(command("raido-control-room", "dead-letters", "list")).isZero();
      assertThat(command("raido-control-room", "settings")).isZero();
      assertThat(OUTPUTS.getLast()).contains("KAFKA_PASSWORD").contains("(secret)");
      assertThat(agent.output()).doesNotContain("cannot be used").doesNotContain("no readings");
      assertThat(worker.output())
          .contains("sasl.jaas.config = [hidden]")
          .contains("ScramSaslClient");
      refusedWhileRunning(port, room);
      List.of(worker, agent, producer, room).forEach(program -> OUTPUTS.add(program.output()));
    }
    assertThat(OUTPUTS).hasSizeGreaterThan(8);
    assertNoSecrets();
  }

  /** Two programs lose a right and get it back: they say so, once, and go on. */
  private static void refusedWhileRunning(String producerPort, ChildJvm room) throws Exception {
    List<Right> taken =
        List.of(
            new Right("raido-producer", "topic", "literal", "raido.requests", Set.of("Write")),
            new Right("raido-control-room", "topic", "literal", "raido.outcomes", Set.of("Read")));
    broker.revoke(taken);
    await("the producer refused")
        .atMost(PATIENCE)
        .until(() -> post(producerPort, "refused").statusCode() == 503);
    assertThat(post(producerPort, "refused").body()).contains("Not authorized");
    await("the control room's word of it").atMost(PATIENCE).until(() -> refusals(room) > 0);
    await("no second word of it")
        .during(Duration.ofSeconds(6))
        .atMost(Duration.ofSeconds(7))
        .until(() -> refusals(room) == 1);
    broker.grant(taken);
    await("the producer allowed again")
        .atMost(PATIENCE)
        .until(() -> post(producerPort, "again").statusCode() == 202);
    Matcher page = PAGE.matcher(room.output());
    assertThat(page.find()).isTrue();
    await("the control room reading again")
        .atMost(PATIENCE)
        .until(() ->
            Json.MAPPER
                .readTree(
                    answer(HttpRequest.newBuilder(URI.create(page.group(1) + "api/room"))).body())
                .path("unread")
                .isEmpty());
  }

  private static long refusals(ChildJvm room) {
    return room.output().lines().filter(line -> line.contains("is not read, tried again")).count();
  }

  private static HttpResponse<String> post(String port, String id)
      throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/announcements"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"station\":\"main\",\"kind\":\"custom\",\"id\":\"%s\",\"text\":\"Words.\"}"
                        .formatted(id))));
  }

  private static HttpResponse<String> answer(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  @Order(2)
  void aWrongPasswordEndsEachProgramInOneLine() throws Exception {
    String wrong = "hush-wrong-" + UUID.randomUUID();
    String refusal =
        "Kafka at %s refuses: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512"
            .formatted(broker.as("raido-agent").bootstrapServers());
    assertRefused(
        refusal, () -> ProducerProgram.start(Map.copyOf(broker.settings("raido-producer", wrong))));
    assertRefused(
        refusal,
        () -> ControlRoomProgram.start(Map.copyOf(broker.settings("raido-control-room", wrong))));
    assertRefused(refusal, () -> worker(broker.settings("raido-worker", wrong)));
    assertThat(run(broker.settings("raido-admin", wrong), "topics", "check")).isEqualTo(1);
    assertThat(OUTPUTS.getLast().strip()).isEqualTo(refusal);
    Map<String, String> agent = new HashMap<>(broker.settings("raido-agent", wrong));
    agent.put("AGENT_HOST", "studio");
    assertThat(run(agent, "agent")).isEqualTo(1);
    assertThat(OUTPUTS.getLast())
        .startsWith("raido agent: the brokers at ")
        .contains("invalid credentials");
    assertThat(OUTPUTS).noneMatch(output -> output.contains(wrong));
  }

  @Test
  @Order(3)
  void aRightThatIsMissingIsNamedAtTheStart() throws Exception {
    assertRefused(
        "topic raido.requests: ",
        () -> ProducerProgram.start(Map.copyOf(broker.settings("raido-agent"))));
    assertRefused(
        "topic raido.requests: no right to write",
        () -> ProducerProgram.start(Map.copyOf(broker.settings("raido-worker"))));
    List<Right> group =
        List.of(
            new Right(
                "raido-worker", "group", "literal", TopicCatalogue.WORKERS_GROUP, Set.of("Read")));
    broker.revoke(group);
    assertRefused("group raido-dj-workers: ", () -> worker(broker.settings("raido-worker")));
    broker.grant(group);
    assertRefused(
        "transactional id raido-worker-start: ",
        () -> worker(broker.settings("raido-control-room")));
  }

  @Test
  @Order(4)
  void nobodyMayDoMoreThanTheTableSays() throws Exception {
    Set<String> topics =
        TopicCatalogue.topics(1).stream()
            .map(Topic::name)
            .collect(Collectors.toCollection(TreeSet::new));
    topics.add("raido.others");
    fill(topics);
    Map<Deed, Boolean> done = new TreeMap<>();
    for (String principal : PRINCIPALS) {
      try (Attempts attempts = new Attempts(principal, broker)) {
        done.putAll(
            attempts.all(
                topics,
                List.of(TopicCatalogue.WORKERS_GROUP, "others"),
                List.of(
                    TopicCatalogue.WORKER_TRANSACTIONS + "x",
                    TopicCatalogue.REPLAY_TRANSACTIONS + "x",
                    "others-x")));
      }
    }
    assertThat(done).hasSizeGreaterThan(300);
    Map<Deed, Boolean> table = new TreeMap<>();
    done.keySet().forEach(deed -> table.put(deed, deed.isAllowedBy(RIGHTS)));
    assertThat(done).isEqualTo(table);
    assertThat(table).containsValue(true).containsValue(false);
  }

  /** A record in each topic, so that there is something to read; and a topic of somebody else's. */
  private static void fill(Set<String> topics) throws Exception {
    Map<String, Object> client = broker.as(SecuredBroker.ADMIN).client(Map.of());
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic("raido.others", 1, (short) 1))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String topic : topics) {
        producer
            .send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {1}))
            .get(10, TimeUnit.SECONDS);
      }
    }
  }

  /** Every value that was seeded, in every output so far. */
  private static void assertNoSecrets() {
    for (String secret : broker.secrets()) {
      assertThat(OUTPUTS).noneMatch(output -> output.contains(secret));
    }
  }

  private static void assertRefused(
      String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable start) {
    assertThatThrownBy(start)
        .isInstanceOf(TopicsNotReady.class)
        .hasMessageContaining(words)
        .satisfies(refused -> OUTPUTS.add(refused.toString()));
    assertNoSecrets();
  }

  private static void worker(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("TTS_CACHE_DIR", dir.resolve("tts").toString());
    all.put("WORKER_PORT", "0");
    WorkerProgram.start(Settings.of(all), Map.copyOf(all)).close();
  }

  private static ChildJvmBuilder program(String name, String user, ScriptedSpeechHost voice) {
    Map<String, String> settings = new HashMap<>(broker.settings(user));
    settings.put("KOKORO_BASE_URL", voice.baseUrl().toString());
    settings.put("TTS_CACHE_DIR", dir.resolve("tts").toString());
    settings.put("AGENT_HOST", "studio");
    // This machine may be busy with something else.
    settings.put("PROTECT_ON_HOSTS", "nobody");
    settings.put("CONTROL_ROOM_PORT", "0");
    return Programs.program(name, dir, settings);
  }

  private static List<String> withKafkasLog() {
    List<String> options = new ArrayList<>(Programs.OPTIONS);
    options.add("-Dlogback.configurationFile=fm/raido/system/secured/logback-kafka.xml");
    return options;
  }

  /** The program, once it has said that it is ready. */
  private static ChildJvm ready(ChildJvm program, String words) {
    try {
      await(words)
          .atMost(PATIENCE)
          .failFast(program::requireAlive)
          .until(() -> program.output().contains(words));
      return program;
    } catch (RuntimeException | Error e) {
      program.close();
      throw e;
    }
  }

  /** Announces, waits for the outcome, and finds it spoken. */
  private static void announce(ScriptedSpeechHost voice, String key, String... where)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("announce", "--kind", "promo", "--key", key));
    arguments.addAll(List.of("--text", "Words of " + key + ".", "--wait", "--wait-at-most", "40s"));
    arguments.addAll(List.of(where));
    try (ChildJvm announce =
        program("announce", "raido-producer", voice).arguments(arguments).start()) {
      assertThat(announce.awaitEnd(PATIENCE)).describedAs(announce.output()).isZero();
      assertThat(announce.output()).containsIgnoringCase("spoken");
      OUTPUTS.add(announce.output());
    }
  }

  private static int command(String user, String... arguments) {
    return run(broker.settings(user), arguments);
  }

  /** A command in this JVM; its output, of both kinds, is the last of all outputs then. */
  private static int run(Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("PARTITIONS", "2");
    Settings settings = Settings.of(all);
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written, true);
    int exitCode =
        new CommandLine(new Top())
            .addSubcommand(new TopicsCommand(settings))
            .addSubcommand(new SettingsCommand(settings))
            .addSubcommand(new StatusCommand(settings, Clock.systemUTC()))
            .addSubcommand(new DeadLettersCommand(settings, Clock.systemUTC()))
            .addSubcommand(new AgentCommand(settings))
            .setOut(out)
            .setErr(out)
            .execute(arguments);
    OUTPUTS.add(written.toString());
    return exitCode;
  }

  @CommandLine.Command(name = "raido")
  private static final class Top {}
}
