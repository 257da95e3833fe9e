package fm.raido.controlroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicFinding;
import fm.raido.schemas.topic.TopicsNotReady;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TopicsIT {
  @TempDir static Path dir;
  private static LocalKafka kafka;
  private static Admin admin;

  @BeforeAll
  static void start() {
    kafka = LocalKafka.start(dir, 0);
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @AfterEach
  void removeTopics() throws Exception {
    admin
        .deleteTopics(admin.listTopics().names().get(10, TimeUnit.SECONDS))
        .all()
        .get(10, TimeUnit.SECONDS);
    Awaitility.await("the topics are gone")
        .until(() -> admin.listTopics().names().get(10, TimeUnit.SECONDS).isEmpty());
  }

  @Test
  void waitsForABrokerThatIsOnlyStarting(@TempDir Path data) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    CompletableFuture<Run> applied =
        CompletableFuture.supplyAsync(() ->
            run(Map.of(), "topics", "apply", "--wait", "30s", "--kafka", "127.0.0.1:" + port));
    try (LocalKafka _ = LocalKafka.start(data, port)) {
      Run run = applied.get(40, TimeUnit.SECONDS);
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void createsWhatIsMissingRequestsLastAndThenIsContent() {
    Run first = run(Map.of(), "topics", "apply");
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .containsExactly(
            "created raido.outcomes (6 partitions, 1 replica)",
            "created raido.requests-dlt (6 partitions, 1 replica)",
            "created raido.protection (1 partition, 1 replica)",
            "created raido.host-pressure (1 partition, 1 replica)",
            "created raido.requests (6 partitions, 1 replica)",
            "all topics are as they should be");
    assertThat(run(Map.of(), "topics", "apply").out())
        .containsExactly("all topics are as they should be");
    Run check = run(Map.of(), "topics", "check");
    assertThat(check.exitCode()).isZero();
    assertThat(check.out()).containsExactly("all topics are as they should be");
    TopicAdmin.requireTopics(
        KafkaConnection.plain(kafka.bootstrapServers()),
        Set.of("raido.requests", "raido.outcomes", "raido.protection"));
  }

  @Test
  void saysWhatIsMissing() {
    Run check = run(Map.of(), "topics", "check");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.err())
        .hasSize(5)
        .contains("topic raido.requests is missing: type `raido topics apply`");
    assertThatThrownBy(() ->
            TopicAdmin.requireTopics(
                KafkaConnection.plain(kafka.bootstrapServers()),
                Set.of("raido.protection", "raido.outcomes")))
        .isInstanceOf(TopicsNotReady.class)
        .hasMessage(
            """
            topic raido.outcomes is missing: type `raido topics apply`
            topic raido.protection is missing: type `raido topics apply`\
            """);
  }

  @Test
  void changesWhatIsThereOnlyWithForce() throws Exception {
    create("raido.requests", 3, Map.of());
    create("raido.outcomes", 2, Map.of("retention.ms", "1000"));
    Run apply = run(Map.of("PARTITIONS", "4"), "topics", "apply");
    assertThat(apply.exitCode()).isEqualTo(1);
    assertThat(apply.out())
        .containsExactly(
            "created raido.requests-dlt (4 partitions, 1 replica)",
            "created raido.protection (1 partition, 1 replica)",
            "created raido.host-pressure (1 partition, 1 replica)",
            "topic raido.requests has 3 partitions, PARTITIONS asks for 4: to raise them, type `raido topics apply --force`");
    assertThat(apply.err())
        .containsExactly(
            "topic raido.outcomes has 2 partitions and needs 3, as many as raido.requests has: type `raido topics apply --force`",
            "topic raido.outcomes has message.timestamp.type=CreateTime and needs LogAppendTime: type `raido topics apply --force`",
            "topic raido.outcomes has retention.ms=1000 and needs at least 604800000: type `raido topics apply --force`",
            "topic raido.requests has message.timestamp.type=CreateTime and needs LogAppendTime: type `raido topics apply --force`",
            "topic raido.requests has retention.ms=604800000 and needs at least 2592000000: type `raido topics apply --force`");

    Run force = run(Map.of("PARTITIONS", "4"), "topics", "apply", "--force");
    assertThat(force.err()).isEmpty();
    assertThat(force.exitCode()).isZero();
    assertThat(force.out())
        .containsExactly(
            "raised raido.outcomes from 2 to 4 partitions",
            "set message.timestamp.type of raido.outcomes from CreateTime to LogAppendTime",
            "set retention.ms of raido.outcomes from 1000 to 604800000",
            "raised raido.requests from 3 to 4 partitions",
            "set message.timestamp.type of raido.requests from CreateTime to LogAppendTime",
            "set retention.ms of raido.requests from 604800000 to 2592000000",
            "all topics are as they should be");
  }

  @Test
  void saysWhatToDoWithALogOfSeveralPartitions() throws Exception {
    create("raido.protection", 2, Map.of());
    assertThatThrownBy(() ->
            TopicAdmin.requireTopics(
                KafkaConnection.plain(kafka.bootstrapServers()), Set.of("raido.protection")))
        .hasMessageContaining(
            "topic raido.protection has 2 partitions and must have exactly 1: stop the workers, delete the topic");
  }

  @Test
  void tellsMoreReplicasThanBrokersInOneLine() {
    Run apply = run(Map.of("REPLICATION", "3"), "topics", "apply");
    assertThat(apply.exitCode()).isEqualTo(1);
    assertThat(apply.out()).isEmpty();
    assertThat(apply.err()).hasSize(1);
    assertThat(apply.err().getFirst())
        .startsWith("Kafka at " + kafka.bootstrapServers() + " refuses: ")
        .containsIgnoringCase("replication factor");
  }

  @Test
  void checksReplicasWhereTheSettingAsksForMore() {
    run(Map.of(), "topics", "apply");
    try (TopicAdmin topics = TopicAdmin.connect(KafkaConnection.plain(kafka.bootstrapServers()))) {
      assertThat(
              topics.check(
                  fm.raido.schemas.topic.TopicCatalogue.topics(6, 3).stream().limit(1).toList(), 3))
          .containsExactly(
              new TopicFinding.FewerReplicas("raido.outcomes", 1, 3),
              new TopicFinding.WrongConfig(
                  "raido.outcomes", "min.insync.replicas", "1", "at least 2"));
    }
  }

  private static void create(String name, int partitions, Map<String, String> configs)
      throws Exception {
    admin
        .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
        .all()
        .get(10, TimeUnit.SECONDS);
  }

  private static Run run(Map<String, String> environment, String... args) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    return Run.of(all, Clock.systemUTC(), args);
  }
}
