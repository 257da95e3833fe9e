package fm.raido.system;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.controlroom.topics.TopicsCommand;
import fm.raido.producer.ProducerProgram;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.settings.Settings;
import fm.raido.testkit.Reply;
import fm.raido.testkit.ScriptedSpeechHost;
import fm.raido.testkit.SpeechCall;
import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Producer and worker against the official image of Kafka: that what we rely on is the broker's and
 * not that of the one we embed.
 */
class WorkerAndProducerContainerIT {
  private static final int EARLY = 70;
  private static final int ALL = 80;
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path dir;

  /** What a group may be told, and the settings that tell it. */
  static Stream<Arguments> groupProtocols() {
    return Stream.of(
        Arguments.of("classic", Map.of()),
        Arguments.of("consumer", Map.of("KAFKA_GROUP_PROTOCOL", "consumer")));
  }

  @ParameterizedTest(name = "group protocol {0}")
  @MethodSource("groupProtocols")
  void speaksEachAnnouncementOnceThoughBrokerAndWorkerDie(
      String protocol, Map<String, String> settings) throws Exception {
    try (KafkaInContainer kafka = KafkaInContainer.start();
        ScriptedSpeechHost host =
            ScriptedSpeechHost.start().always(Reply.speechAfter(Duration.ofMillis(300)))) {
      Map<String, String> all = new HashMap<>(settings);
      all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
      all.put("KOKORO_BASE_URL", host.baseUrl().toString());
      all.put("TTS_CACHE_DIR", dir.resolve("tts").toString());
      all.put("TTS_MAX_IN_FLIGHT", Integer.toString(AT_ONCE));
      all.put("PARTITIONS", "3");
      all.put("REPLICATION", "1");
      all.put("PRODUCER_PORT", "0");
      assertThat(new CommandLine(new TopicsCommand(Settings.of(all))).execute("apply")).isZero();
      Topics topics = new Topics(kafka.bootstrapServers());

      try (ProducerProgram producer = ProducerProgram.start(Map.copyOf(all))) {
        // Over ten seconds of speech: whatever is done to them, they are not through yet.
        announce(producer, 0, EARLY);
        try (ChildJvm first = Programs.program("worker", dir, all).start()) {
          awaitOutcomes(first, topics, 3);
          kafka.pause();
          await("the worker's word that its log is gone")
              .atMost(PATIENCE)
              .until(() -> first.output().contains("LOG_UNREACHABLE"));
          kafka.unpause();
          awaitOutcomes(first, topics, topics.outcomes().size() + 2);
          first.kill();
        }
        try (ChildJvm second = Programs.program("worker", dir, all).start()) {
          await("the second worker ready")
              .atMost(PATIENCE)
              .failFast(second::requireAlive)
              .until(() -> second.output().contains(" is ready, "));
          kafka.kill();
          kafka.startAgain();
          announce(producer, EARLY, ALL);
          awaitOutcomes(second, topics, ALL);
        }
      }

      List<Outcome> outcomes = topics.outcomes();
      assertThat(outcomes).extracting(Outcome::id).containsExactlyInAnyOrderElementsOf(ids(0, ALL));
      assertThat(outcomes).extracting(Outcome::outcome).containsOnly(OutcomeKind.SPOKEN);
      assertThat(topics.letters()).isEmpty();
      Map<String, Long> calls =
          host.calls().stream().collect(groupingBy(SpeechCall::text, counting()));
      assertThat(calls).hasSize(ALL).allSatisfy((_, n) -> assertThat(n).isLessThanOrEqualTo(2));
      assertThat(host.calls())
          .as("calls repeated for the one worker that died")
          .hasSizeLessThanOrEqualTo(ALL + AT_ONCE);
      assertThat(host.mostAtOnce()).isLessThanOrEqualTo(AT_ONCE);
    }
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "c" + i).toList();
  }

  /** Over HTTP; each is acknowledged. */
  private static void announce(ProducerProgram producer, int from, int to)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + producer.port() + "/v1/announcements");
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String id : ids(from, to)) {
        String body =
            "{\"station\":\"s%d\",\"kind\":\"custom\",\"id\":\"%s\",\"text\":\"Good evening, these are the words of %s.\"}"
                .formatted(id.hashCode() % 5, id, id);
        HttpRequest request =
            HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // While the broker is away the producer says so, and whoever asked asks again.
        await(id + " acknowledged")
            .atMost(PATIENCE)
            .until(() ->
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202);
      }
    }
  }

  private static void awaitOutcomes(ChildJvm worker, Topics topics, int number) {
    await(number + " outcomes")
        .atMost(PATIENCE)
        .failFast(worker::requireAlive)
        .until(() -> topics.outcomes().size() >= number);
  }
}
