package fm.raido.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images and {@code docker-compose.yml} as the README has them. Without an engine, or where it
 * has not what the images are made from, this is skipped and says so. Building the images takes
 * minutes where nothing of them is there yet; {@code -Dcompose.build=false} takes them as they are.
 */
@Timeout(1_800)
class ComposeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What the worker's drain may take, see {@code docs/operating.md}. */
  private static final Duration DRAIN = Duration.ofSeconds(35);

  /** The machine is busy with the tests: its pressure is none of theirs, and nobody waits. */
  private static final Map<String, String> QUICK =
      Map.of(
          "PROTECT_ON_HOSTS", "nobody", "TTS_MAX_PER_MINUTE", "1000", "INTAKE_PER_SECOND", "1000");

  @TempDir Path dir;

  @BeforeAll
  static void build(@TempDir Path logs) throws IOException {
    ContainerEngine.requirePlain(
        "maven:3-eclipse-temurin-25", "eclipse-temurin:25-jre", "apache/kafka:4.2.1");
    if (!ComposeStack.isInstalled()) {
      throw Skip.because("there is no docker compose");
    }
    if (Boolean.parseBoolean(System.getProperty("compose.build", "true"))) {
      // Not a stack: nothing is started, so nothing is left to remove.
      new ComposeStack(logs, Map.of())
          .build("tools", "producer", "dj-worker", "health-agent", "control-room", "local-voice");
    }
  }

  @Test
  void speaksEachAnnouncementOnceWhileWorkersComeDieAndLeave() throws Exception {
    long started = System.nanoTime();
    try (ComposeStack stack = new ComposeStack(dir, QUICK)) {
      stack.up("local-voice");
      awaitProducer(stack);
      announce(stack, 0, 1);
      Topics topics = new Topics(stack.bootstrapServers());
      awaitOutcomes(topics, 1);
      System.out.printf(
          "docker compose up -d local-voice: first announcement after %.1f s%n",
          (System.nanoTime() - started) / 1e9);

      stack.up("--scale", "dj-worker=3", "local-voice");
      await("three workers heard").atMost(PATIENCE).until(() -> workers(topics).size() == 3);
      announce(stack, 1, 60);
      awaitOutcomes(topics, 10);
      List<String> containers = stack.containers("dj-worker");
      assertThat(containers).hasSize(3);
      stack.docker("kill", containers.get(0));
      announce(stack, 60, 90);
      awaitOutcomes(topics, 90);

      assertThat(topics.outcomes())
          .extracting(Outcome::id)
          .containsExactlyInAnyOrderElementsOf(ids(0, 90));
      assertThat(topics.outcomes()).extracting(Outcome::outcome).containsOnly(OutcomeKind.SPOKEN);
      assertThat(topics.letters()).isEmpty();
      assertThat(hosts(topics)).containsExactly("speech-host");
      assertThatItDrains(stack, containers.get(1));
      assertThatOnlyTheTokenOpens(stack);
      assertThatLittleIsAllowed(stack);
    }
  }

  private static void assertThatItDrains(ComposeStack stack, String container) {
    long asked = System.nanoTime();
    stack.docker("stop", "-t", "50", container);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(DRAIN);
    assertThat(stack.inspect(container, "{{.State.ExitCode}}")).isEqualTo("0");
    assertThat(stack.docker("logs", container)).contains("worker: stopping: finishes its calls");
  }

  private static void assertThatOnlyTheTokenOpens(ComposeStack stack) throws Exception {
    String token =
        stack
            .compose(
                "exec", "-T", "control-room", "cat", "/var/lib/raido/control-room/operate-token")
            .strip();
    assertThat(token).matches("[A-Za-z0-9_-]{32}");
    assertThat(room(stack, "none-of-its-own-tokens")).isEqualTo(401);
    assertThat(room(stack, token)).isEqualTo(200);
  }

  private static void assertThatLittleIsAllowed(ComposeStack stack) {
    for (String service : List.of("producer", "dj-worker", "health-agent", "control-room")) {
      for (String container : stack.containers(service)) {
        assertThat(stack.inspect(container, "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}"))
            .as(service)
            .isEqualTo("65532:65532 true");
      }
    }
    // Those that still run; one was killed and one was stopped.
    await("the programs healthy")
        .atMost(PATIENCE)
        .until(() ->
            List.of("kafka", "producer", "health-agent", "control-room", "local-voice").stream()
                .allMatch(service ->
                    stack
                        .inspect(stack.containers(service).get(0), "{{.State.Health.Status}}")
                        .equals("healthy")));
  }

  @Test
  void saysInTheLogWhichSettingIsWrong() throws IOException {
    try (ComposeStack stack = new ComposeStack(dir, Map.of("TTS_TIMEOUT", "soon"))) {
      stack.up("--no-deps", "dj-worker");

      await("the reason in the log")
          .atMost(PATIENCE)
          .until(() ->
              stack
                  .compose("logs", "dj-worker")
                  .contains("raido worker: TTS_TIMEOUT is \"soon\": must be a duration"));
    }
  }

  private static Set<String> workers(Topics topics) {
    return topics.protectionLog().stream()
        .filter(WorkerSaid.class::isInstance)
        .map(said -> ((WorkerSaid) said).worker())
        .collect(toSet());
  }

  private static Set<String> hosts(Topics topics) {
    return topics.protectionLog().stream()
        .filter(HostBeat.class::isInstance)
        .map(beat -> ((HostBeat) beat).host())
        .collect(toSet());
  }

  private static void awaitOutcomes(Topics topics, int number) {
    await(number + " outcomes")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> topics.outcomes().size() >= number);
  }

  private static void awaitProducer(ComposeStack stack) {
    URI health =
        URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(stack.producerPort()));
    await("the producer ready")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> send(HttpRequest.newBuilder(health)) == 200);
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "c" + i).toList();
  }

  /** Over HTTP; each is acknowledged. */
  private static void announce(ComposeStack stack, int from, int to) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/v1/announcements".formatted(stack.producerPort()));
    for (String id : ids(from, to)) {
      String body =
          "{\"station\":\"s%d\",\"kind\":\"custom\",\"id\":\"%s\",\"text\":\"These are the words of %s.\"}"
              .formatted(id.hashCode() % 7, id, id);
      assertThat(
              send(
                  HttpRequest.newBuilder(uri)
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(body))))
          .isEqualTo(202);
    }
  }

  private static int room(ComposeStack stack, String token) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/api/room".formatted(stack.controlRoomPort()));
    return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token));
  }

  private static int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
