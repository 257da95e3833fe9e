package fm.raido.station;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.ScriptedSpeechHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/metrics.md} says of a whole system, on a station that is on air. */
@Timeout(120)
class MetricsIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
  private static final Path DASHBOARDS =
      Path.of("..", "deploy", "monitoring", "grafana", "dashboards");
  private static final int PARTITIONS = new Settings(name -> null).get(RaidoSettings.PARTITIONS);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A library's meter. */
  private static final Pattern LIBRARY =
      Pattern.compile("\\b(?:kafka|resilience4j|jvm|process|http_server|logback)_[a-z0-9_]+");

  /** Comes with the first collection, if there is one. */
  private static final String PAUSES = "jvm_gc_pause_seconds";

  @TempDir static Path dir;
  private static ScriptedSpeechHost host;
  private static Station station;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    host = ScriptedSpeechHost.start();
    station =
        Station.start(
            StationPlan.everyday(dir, true, 0),
            Map.of(
                "KOKORO_BASE_URL",
                host.baseUrl().toString(),
                // The tests' own machine is busy with the tests.
                "PROTECT_ON_HOSTS",
                "nobody"));
    await("the worker is on air").atMost(PATIENCE).until(() -> station.worker().worker().isLive());
    await("the control room has read the topics")
        .atMost(PATIENCE)
        .until(() -> sum(room(), "raido_cluster_on_air") == 1);
    send(request("one", null));
    announce("two");
    send(request("one", null));
    send(request("late", Instant.now().minusSeconds(5)));
    send(new ProducerRecord<>(TopicCatalogue.REQUESTS, 0, null, "{rubbish".getBytes(UTF_8)));
  }

  @AfterAll
  static void stop() {
    station.close();
    host.close();
  }

  @Test
  void everyRequestIsAccountedForByOffsetsCommitsAndOutcomes() throws Exception {
    await("five of five are settled")
        .atMost(PATIENCE)
        .until(() ->
            sum(room(), "raido_cluster_settled_total") == 5
                && sum(room(), "raido_cluster_outcomes_total") == 4);
    String room = room();
    assertThat(sum(room, "raido_cluster_requests_total"))
        .as("(1)")
        .isEqualTo(sum(room, "raido_cluster_settled_total") + sum(room, "raido_cluster_waiting"))
        .isEqualTo(5);
    assertThat(sum(room, "raido_cluster_settled_total"))
        .as("(2)")
        .isEqualTo(
            sum(room, "raido_cluster_outcomes_total")
                + sum(room, "raido_cluster_duplicates_total"));
    assertThat(sum(room, "raido_cluster_duplicates_total")).isEqualTo(1);
    assertThat(sum(room, "raido_cluster_outcomes_total{outcome=\"spoken\"}")).isEqualTo(2);
    assertThat(sum(room, "raido_cluster_outcomes_total{outcome=\"expired\"}")).isEqualTo(1);
    assertThat(sum(room, "raido_cluster_dead_letters{reason=\"poison\"}")).isEqualTo(1);
    String worker = worker();
    assertThat(sum(worker, "raido_outcomes_seconds_count") + sum(worker, "raido_duplicates_total"))
        .isEqualTo(sum(room, "raido_cluster_settled_total"));
    assertThat(sum(worker, "raido_settlements_seconds_count{result=\"committed\"}")).isPositive();
    assertThat(sum(worker, "raido_partitions{pause=\"none\"}")).isEqualTo(PARTITIONS);
    assertThat(sum(room, "raido_cluster_paused")).isZero();
  }

  @Test
  void theLibrariesMetersOfTheDocumentAreShown() throws Exception {
    get(station.producer().port(), "/v1/announcements/none");
    Map<String, List<String>> pages =
        Map.of(
            "producer",
            names(get(station.producer().port(), "/actuator/prometheus")),
            "dj-worker",
            names(worker()),
            "control-room",
            names(room()));
    int told = 0;
    for (String line : Files.readAllLines(DOCUMENT)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length != 5) {
        continue;
      }
      for (String meter : found(LIBRARY, cells[1])) {
        for (String program : found(Pattern.compile("[a-z-]+"), cells[2])) {
          assertThat(pages.get(program)).as(program).contains(meter);
          told++;
        }
      }
    }
    assertThat(told).isGreaterThan(20);
    Set<String> all = new TreeSet<>();
    pages.values().forEach(all::addAll);
    assertThat(all).containsAll(onDashboards());
  }

  private static Set<String> onDashboards() throws IOException {
    Set<String> meters = new TreeSet<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        meters.addAll(found(LIBRARY, Files.readString(file)));
      }
    }
    meters.removeIf(meter -> meter.startsWith(PAUSES));
    assertThat(meters).hasSizeGreaterThan(15);
    return meters;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(java.util.regex.MatchResult::group).toList();
  }

  private static List<String> names(String page) {
    return page.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", -1)[0])
        .distinct()
        .toList();
  }

  /** The sum of the samples whose line begins so, labels or not. */
  private static double sum(String page, String beginning) {
    List<Double> found = new ArrayList<>();
    page.lines()
        .filter(line -> line.startsWith(beginning + " ") || line.startsWith(beginning + "{"))
        .forEach(line -> found.add(Double.parseDouble(line.substring(line.lastIndexOf(' ')))));
    return found.isEmpty() ? Double.NaN : found.stream().mapToDouble(v -> v).sum();
  }

  private static String room() {
    return get(station.controlRoom().join().port(), "/actuator/prometheus");
  }

  private static String worker() {
    return get(station.worker().port(), "/actuator/prometheus");
  }

  private static String get(int port, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Through the producer, whose Kafka client is made by the first that comes. */
  private static void announce(String id) throws IOException, InterruptedException {
    String body =
        "{\"id\":\"%s\",\"station\":\"main\",\"kind\":\"custom\",\"text\":\"These are the words of %s.\"}"
            .formatted(id, id);
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + station.producer().port() + "/v1/announcements");
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(uri)
                          .header("Content-Type", "application/json")
                          .POST(HttpRequest.BodyPublishers.ofString(body))
                          .build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(202);
    }
  }

  private static ProducerRecord<byte[], byte[]> request(String id, @Nullable Instant airBy) {
    return RaidoRecords.request(
        new AnnouncementRequest(
            AnnouncementRequest.SCHEMA_VERSION,
            id,
            "main",
            AnnouncementKind.CUSTOM,
            null,
            "These are the words of " + id + ".",
            null,
            null,
            airBy,
            Clock.systemUTC().instant(),
            0),
        "/test",
        null);
  }

  private static void send(ProducerRecord<byte[], byte[]> record) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", station.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
