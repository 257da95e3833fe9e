package fm.raido.agent;

import static fm.raido.schemas.protection.PressureLevel.CRITICAL;
import static fm.raido.schemas.protection.PressureLevel.GOING_AWAY;
import static fm.raido.schemas.protection.PressureLevel.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AgentProgramIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;
  private final PlayedReadings host = new PlayedReadings();
  private int port;

  @BeforeEach
  void choosePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @Test
  void beatsAtStartEveryFiveSecondsAndSaysGoodbyeAtStop() throws Exception {
    try (LocalKafka broker = LocalKafka.start(data, port)) {
      createTopics(broker);
      try (ProtectionTail tail = new ProtectionTail(broker.bootstrapServers())) {
        AgentProgram agent = startAgent();
        await("three beats").atMost(PATIENCE).until(() -> tail.beats().size() >= 3);
        Instant stopped = Instant.now();
        agent.close();
        assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(3));
        await("the goodbye").atMost(PATIENCE).until(() -> last(tail).level() == GOING_AWAY);

        List<ProtectionTail.Heard> beats = tail.beats();
        assertThat(beats.getFirst().beat())
            .isEqualTo(
                new HostBeat(
                    "kokoro",
                    "studio",
                    NORMAL,
                    "all readings below their warning levels; not known: memory use, cpu use, load",
                    false));
        for (int i = 1; i <= 2; i++) {
          assertThat(Duration.between(beats.get(i - 1).taken(), beats.get(i).taken()))
              .isBetween(Duration.ofMillis(4_500), Duration.ofMillis(6_500));
        }
        assertThat(host.isClosed()).isTrue();
        await("the last readings")
            .atMost(PATIENCE)
            .until(() -> tail.readings().getLast().level() == GOING_AWAY);
        HostPressure first = tail.readings().getFirst();
        assertThat(first.cpuPercent()).isEqualTo(12.5);
        assertThat(first.psiMemoryFull()).isEqualTo(0.0);
        assertThat(first.scope()).isEqualTo("host");
      }
    }
  }

  @Test
  void aChangeIsPublishedAtOnceAndWithItsReason() throws Exception {
    try (LocalKafka broker = LocalKafka.start(data, port)) {
      createTopics(broker);
      try (ProtectionTail tail = new ProtectionTail(broker.bootstrapServers());
          AgentProgram agent = startAgent()) {
        await("the first beat").atMost(PATIENCE).until(() -> !tail.beats().isEmpty());
        Instant played = Instant.now();
        host.stallMemory(72);
        await("critical").atMost(PATIENCE).until(() -> last(tail).level() == CRITICAL);
        ProtectionTail.Heard critical = tail.beats().getLast();
        assertThat(critical.beat().reason()).startsWith("memory full stall 72 % for ");
        assertThat(Duration.between(played, critical.taken())).isLessThan(Duration.ofSeconds(1));
        await("critical readings")
            .atMost(PATIENCE)
            .until(() -> tail.readings().getLast().level() == CRITICAL);
        assertThat(agent).isNotNull();
      }
    }
  }

  @Test
  void goesOnLookingWithoutBrokersAndTellsThemNothingOldWhenTheyAreBack() throws Exception {
    LocalKafka broker = LocalKafka.start(data, port);
    createTopics(broker);
    AgentProgram agent = startAgent();
    try {
      try (ProtectionTail tail = new ProtectionTail(broker.bootstrapServers())) {
        await("the first beat").atMost(PATIENCE).until(() -> !tail.beats().isEmpty());
      }
      broker.close();
      Instant away = Instant.now();
      long samples = host.samples();
      await("the outage").atMost(PATIENCE).until(() -> passed(away, 12));
      assertThat(host.samples() - samples).as("samples in 12 s").isGreaterThan(12 * 15);
      host.stallMemory(72);
      await("a little more").atMost(PATIENCE).until(() -> passed(away, 13));

      Instant back = Instant.now();
      try (LocalKafka again = LocalKafka.start(data, port);
          ProtectionTail tail = new ProtectionTail(again.bootstrapServers())) {
        await("critical").atMost(PATIENCE).until(() -> last(tail).level() == CRITICAL);
        assertThat(tail.beats())
            .filteredOn(heard -> heard.taken().isAfter(back))
            .allSatisfy(heard ->
                assertThat(Duration.between(heard.made(), heard.taken()))
                    .isLessThan(Duration.ofSeconds(5)));
        agent.close();
        await("the goodbye").atMost(PATIENCE).until(() -> last(tail).level() == GOING_AWAY);
      }
    } finally {
      agent.close();
    }
  }

  @Test
  void startsBeforeItsBrokersAndTheirTopics() throws Exception {
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    ((Logger) LoggerFactory.getLogger("fm.raido.agent")).addAppender(said);
    try (AgentProgram agent = startAgent();
        LocalKafka broker = LocalKafka.start(data, port)) {
      String missing =
          "health: no beats arrive: topic raido.protection is missing on 127.0.0.1:%d: run \"raido topics apply\"; trying on"
              .formatted(port);
      await("the missing topic is named")
          .atMost(PATIENCE)
          .until(() ->
              List.copyOf(said.list).stream()
                  .anyMatch(event -> event.getFormattedMessage().equals(missing)));
      createTopics(broker);
      try (ProtectionTail tail = new ProtectionTail(broker.bootstrapServers())) {
        await("the first beat").atMost(PATIENCE).until(() -> !tail.beats().isEmpty());
      }
      assertThat(agent).isNotNull();
    }
  }

  private AgentProgram startAgent() {
    Settings settings = Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port));
    return AgentProgram.start(settings, "studio", host);
  }

  private static boolean passed(Instant since, int seconds) {
    return Instant.now().isAfter(since.plusSeconds(seconds));
  }

  private static HostBeat last(ProtectionTail tail) {
    List<ProtectionTail.Heard> beats = tail.beats();
    return beats.isEmpty()
        ? new HostBeat("none", "none", PressureLevel.NORMAL, "none", false)
        : beats.getLast().beat();
  }

  private static void createTopics(LocalKafka broker)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<NewTopic> topics =
          TopicCatalogue.topics(1).stream().map(AgentProgramIT::replicatedOnce).toList();
      admin.createTopics(topics).all().get();
    }
  }

  private static NewTopic replicatedOnce(Topic topic) {
    return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.configs());
  }
}
