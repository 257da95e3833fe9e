package fm.raido.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.agent.AgentProgram;
import fm.raido.localkafka.LocalKafka;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.ScriptedSpeechHost;
import fm.raido.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent program, a worker process and rehearsals: from a reading to partitions that pause. */
class HostPressureIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path dir;
  private final PlayedHost host = new PlayedHost();
  private final ScriptedSpeechHost voice = ScriptedSpeechHost.start();
  private LocalKafka kafka;
  private Map<String, String> settings;
  private Topics topics;

  @BeforeEach
  void start() {
    kafka = LocalKafka.start(dir.resolve("kafka"), 0);
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(kafka.bootstrapServers()))) {
      admin.apply(TopicCatalogue.topics(2), 1, false);
    }
    topics = new Topics(kafka.bootstrapServers());
    settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            kafka.bootstrapServers(),
            "KOKORO_BASE_URL",
            voice.baseUrl().toString(),
            "TTS_CACHE_DIR",
            dir.resolve("tts").toString(),
            "PROTECT_ON_HOSTS",
            "studio,spare",
            "PROTECTION_COOLDOWN",
            "6s",
            "RAMP_STEP",
            "100ms",
            "AGENT_HOST",
            "studio");
  }

  @AfterEach
  void stop() {
    voice.close();
    kafka.close();
  }

  @Test
  void aCriticalReadingPausesTheWorkerAndEndsByItself() throws Exception {
    try (AgentProgram _ = AgentProgram.start(Settings.of(settings), "studio", host);
        ChildJvm worker = Programs.program("worker", dir, settings).start()) {
      send("before");
      awaitOutcomes(worker, 1);

      host.stallMemory(72);
      await("the worker's word that it has paused")
          .atMost(PATIENCE)
          .failFast(worker::requireAlive)
          .until(this::isPaused);
      assertThat(criticals()).isNotEmpty().noneMatch(HostBeat::rehearsal);
      send("meanwhile");
      host.stallMemory(0);
      // Ten seconds of calm, the last critical beat, the cool-down of six: all by itself.
      awaitOutcomes(worker, 2);
      assertThat(isPaused()).isFalse();
      assertThat(voice.calls()).hasSize(2);
      assertThat(Duration.between(voice.calls().getFirst().at(), voice.calls().getLast().at()))
          .isGreaterThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aRehearsalShowsItAllBesideTheAgentAndLeavesNothingBehind() throws Exception {
    try (AgentProgram _ = AgentProgram.start(Settings.of(settings), "studio", host);
        ChildJvm worker = Programs.program("worker", dir, settings).start()) {
      send("before");
      awaitOutcomes(worker, 1);

      try (ChildJvm rehearsal = rehearse("studio", "critical", "--for", "4s", "--lift")) {
        assertThat(rehearsal.awaitEnd(PATIENCE)).describedAs(rehearsal.output()).isZero();
        assertThat(rehearsal.output())
            .contains("its agent beats beside it")
            .contains("the gate is closed: host pressure: speech host studio is critical:")
            .contains("rehearsed by ann (rehearsal), until ")
            .contains("has paused")
            .contains("the rehearsal is over")
            .contains("the protection is lifted");
      }
      assertThat(criticals()).isNotEmpty().allMatch(HostBeat::rehearsal);
      send("after");
      awaitOutcomes(worker, 2);

      // Where no agent lives, even kill -9 leaves no silent host behind.
      try (ChildJvm rehearsal = rehearse("spare", "critical", "--for", "10m")) {
        await("the gate closed by the rehearsal")
            .atMost(PATIENCE)
            .until(() -> rehearsal.output().contains("the gate is closed"));
        rehearsal.kill();
      }
      Instant later = Clock.systemUTC().instant().plusSeconds(60);
      ProtectionFold fold = topics.fold();
      assertThat(fold.hosts(later))
          .filteredOn(view -> view.host().equals("spare"))
          .singleElement()
          .satisfies(view -> {
            assertThat(view.rehearsal()).isTrue();
            assertThat(view.silent()).isFalse();
            assertThat(view.level()).isEqualTo(PressureLevel.GOING_AWAY);
          });
      assertThat(fold.gate(fold.time()).causes()).containsExactly(GateCause.HOST_PRESSURE);

      // And nobody is told that something happens where nothing does.
      try (ChildJvm rehearsal = rehearse("elsewhere", "critical", "--for", "4s")) {
        assertThat(rehearsal.awaitEnd(PATIENCE)).isEqualTo(1);
        assertThat(rehearsal.output())
            .contains("it would have no effect: PROTECT_ON_HOSTS of")
            .contains("names spare, studio, and not elsewhere");
      }
    }
  }

  private ChildJvm rehearse(String hostName, String level, String... more) {
    Map<String, String> own = new java.util.HashMap<>(settings);
    own.put("AGENT_HOST", hostName);
    List<String> arguments =
        new java.util.ArrayList<>(List.of("agent", "--rehearse", level, "--who", "ann"));
    arguments.addAll(List.of(more));
    return Programs.program("agent", dir, own).arguments(arguments).start();
  }

  private List<HostBeat> criticals() {
    return topics.protectionLog().stream()
        .filter(HostBeat.class::isInstance)
        .map(HostBeat.class::cast)
        .filter(beat -> beat.level() == PressureLevel.CRITICAL)
        .toList();
  }

  private boolean isPaused() {
    return topics.protectionLog().stream()
        .filter(WorkerSaid.class::isInstance)
        .map(WorkerSaid.class::cast)
        .reduce((_, last) -> last)
        .map(WorkerSaid::paused)
        .orElse(false);
  }

  private void send(String id) throws Exception {
    AnnouncementRequest request =
        new AnnouncementRequest(
            1,
            id,
            "main",
            AnnouncementKind.CUSTOM,
            null,
            "Good evening, these are the words of " + id + ".",
            null,
            null,
            null,
            Clock.systemUTC().instant(),
            0);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(RaidoRecords.request(request, "/test", null)).get();
    }
  }

  private void awaitOutcomes(ChildJvm worker, int number) {
    await(number + " outcomes")
        .atMost(PATIENCE)
        .failFast(worker::requireAlive)
        .until(() -> topics.outcomes().size() >= number);
  }
}
