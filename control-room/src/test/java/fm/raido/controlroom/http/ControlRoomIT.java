package fm.raido.controlroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.controlroom.Topics;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.RaidoRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is shown, of what really lies in the topics; the tests build on each other. */
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlRoomIT {
  @TempDir static Path dir;
  private static RunningRoom running;

  @BeforeAll
  static void start() throws Exception {
    running = new RunningRoom(dir);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  @Order(1)
  void paintsWhatTheTopicsSay() throws Exception {
    // Counters count what comes once all has been read.
    await("all that is there has been read")
        .atMost(Duration.ofSeconds(20))
        .until(() -> running.room().at("/loaded").booleanValue());
    running.topics.protection(
        Topics.settings(), Topics.worker("w1"), Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    running.topics.send(
        RaidoRecords.pressure(
            new HostPressure(
                1,
                "kokoro",
                "studio",
                Instant.now(),
                PressureLevel.NORMAL,
                "cpu use 20 %",
                "host",
                20.04,
                84.0,
                0.5,
                2,
                12.0,
                0.0,
                0.0,
                null,
                null)));
    RecordMetadata first = running.topics.request("song-1", null);
    running.topics.request("song-2", Instant.now().plus(Duration.ofHours(1)));
    running.topics.outcome(
        first,
        "song-1",
        OutcomeKind.SPOKEN,
        new Audio(RunningRoom.SOUND, "wav", 14, Duration.ofMillis(500), Audio.Source.SPEECH));
    running.topics.protection(new ProtectionRecord.CallAsked("c1", "song-2", 0, "w1"));
    await("the picture shows all of it")
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          JsonNode shown = running.room();
          return shown.at("/onAir").booleanValue()
              && shown.at("/backlog/waiting").intValue() == 1
              && shown.at("/announcements").size() == 1
              && shown.at("/calls").size() == 1
              && shown.at("/hosts/0/readings").size() == 6;
        });
    JsonNode shown = running.room();
    assertThat(shown.at("/sentence").stringValue()).isEqualTo("On air. 1 request waits.");
    assertThat(shown.at("/calls/0/request").stringValue()).isEqualTo("song-2/0");
    assertThat(shown.at("/rate/used").intValue()).isEqualTo(1);
    assertThat(shown.at("/workers/0/worker").stringValue()).isEqualTo("w1");
    assertThat(shown.at("/workers/0/inGroup").booleanValue()).isTrue();
    assertThat(shown.at("/backlog/partitions").size()).isEqualTo(Topics.PARTITIONS);
    assertThat(shown.at("/backlog/partitions/0/worker").stringValue()).isEqualTo("w1");
    assertThat(shown.at("/hosts/0/readings/3/level").stringValue()).isEqualTo("WARNING");
    assertThat(shown.at("/announcements/0/requestedAt").isMissingNode()).isFalse();
    assertThat(shown.at("/announcements/0/audio/url").stringValue())
        .isEqualTo("/api/audio/" + RunningRoom.SOUND);
    JsonNode timeline = RunningRoom.json(running.get("/api/timeline?hours=1"));
    assertThat(timeline.at("/spoken").size()).isBetween(60, 61);
    assertThat(
            timeline.at("/spoken/" + (timeline.at("/spoken").size() - 1)).intValue()
                + timeline.at("/spoken/" + (timeline.at("/spoken").size() - 2)).intValue())
        .isEqualTo(1);
  }

  @Test
  @Order(2)
  void givesTheSameInMetrics() throws Exception {
    HttpResponse<String> answer = running.get("/actuator/prometheus");
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    assertThat(answer.body())
        .contains(
            "raido_cluster_readable 1.0",
            "raido_cluster_on_air 1.0",
            "raido_cluster_calls_in_flight 1.0",
            "raido_cluster_outcomes_total{outcome=\"spoken\"} 1.0",
            "raido_cluster_host_silent{host=\"studio\",service=\"kokoro\"} 0.0",
            "jvm_memory_used_bytes",
            "kafka_consumer_fetch_manager_records_consumed_total{client_id=\"raido-control-room-topics\"");
    assertThat(sum(answer.body(), "raido_cluster_waiting{")).isEqualTo(1);
    assertThat(sum(answer.body(), "raido_cluster_requests_total{")).isEqualTo(2);
  }

  private static double sum(String metrics, String beginning) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  @Test
  @Order(3)
  void theSwitchClosesTheGateAndOpensIt() throws Exception {
    HttpResponse<String> on =
        running.send("POST", "/api/protection", "{\"reason\":\"host moves\",\"for\":\"10m\"}");
    assertThat(on.statusCode()).isEqualTo(200);
    String who = RunningRoom.json(on).at("/who").stringValue();
    assertThat(who).startsWith(System.getProperty("user.name") + "@");
    await("the picture is quiet").until(() -> !running.room().at("/onAir").booleanValue());
    JsonNode shown = running.room();
    assertThat(shown.at("/protection/on").booleanValue()).isTrue();
    assertThat(shown.at("/protection/who").stringValue()).isEqualTo(who);
    assertThat(shown.at("/backlog/partitions/0/pausedBy/0").stringValue()).isEqualTo("OPERATOR");
    assertThat(shown.at("/sentence").stringValue())
        .startsWith("Quiet: switched off by " + who)
        .contains(": host moves.");
    assertThat(running.send("DELETE", "/api/protection?reason=moved", "").statusCode())
        .isEqualTo(200);
    await("the picture is on air").until(() -> running.room().at("/onAir").booleanValue());
    assertThat(running.room().at("/protection/history/0/detail").stringValue()).isEqualTo("moved");
  }

  @Test
  @Order(5)
  void aChangeIsSeenWithin300Milliseconds() throws Exception {
    List<Long> millis = new ArrayList<>();
    HttpResponse<InputStream> stream =
        RunningRoom.HTTP.send(running.request("/api/events").build(), BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      Map<String, String> names = first(lines);
      assertThat(names).containsKeys("room", "timeline", "tick");
      for (int i = 0; i < 20; i++) {
        String reason = "change " + i;
        Instant at =
            running.topics.protection(
                new ProtectionRecord.SwitchSet(true, reason, "tester", Duration.ofMinutes(1)));
        awaitEvent(lines, "room", "\"reason\":\"" + reason + "\"");
        millis.add(Duration.between(at, Instant.now()).toMillis());
      }
    }
    running.topics.protection(new ProtectionRecord.SwitchSet(false, "done", "tester", null));
    millis.sort(null);
    System.out.printf(
        "record to event: p50 %d ms, max %d ms of %d%n",
        millis.get(millis.size() / 2), millis.getLast(), millis.size());
    assertThat(millis.get(millis.size() / 2)).isLessThan(300);
  }

  @Test
  @Order(9)
  void tellsWhatABrokenBreakerMeansForThoseWhoWait() throws Exception {
    running.topics.protection(
        new ProtectionRecord.CallEnded("c1", "w1", CallResult.SPOKEN, Duration.ofSeconds(1), null));
    for (int i = 0; i < 5; i++) {
      running.topics.protection(
          new ProtectionRecord.CallAsked("b" + i, "other-" + i, 0, "w1"),
          new ProtectionRecord.CallEnded(
              "b" + i, "w1", CallResult.BROKEN, Duration.ofMillis(10), null));
    }
    running.topics.request("hurry", Instant.now().plusSeconds(60));
    await("the sentence says it")
        .until(() ->
            running
                .room()
                .at("/sentence")
                .stringValue()
                .matches(
                    "Quiet: Kokoro does not answer\\. Next probe in [45]:\\d\\d\\. \\d+ requests wait; 1 goes to templates before then\\."));
    assertThat(
            RunningRoom.json(running.get("/api/timeline?hours=1"))
                .at("/breaker/0/what")
                .stringValue())
        .isEqualTo("OPEN");
  }

  private static Map<String, String> first(BufferedReader lines) throws IOException {
    Map<String, String> seen = new java.util.TreeMap<>();
    while (seen.size() < 3) {
      String line = lines.readLine();
      if (line.startsWith("event: ")) {
        seen.put(line.substring("event: ".length()), lines.readLine());
      }
    }
    return seen;
  }

  private static void awaitEvent(BufferedReader lines, String event, String words)
      throws IOException {
    boolean inEvent = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        inEvent = line.equals("event: " + event);
      } else if (inEvent && line.contains(words)) {
        return;
      }
    }
    throw new AssertionError("the stream ended");
  }
}
