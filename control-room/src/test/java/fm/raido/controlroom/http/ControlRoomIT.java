package fm.raido.controlroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.controlroom.ControlRoomProgram;
import fm.raido.controlroom.Topics;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The whole program on a real broker; one of each for all tests, which build on each other. */
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlRoomIT {
  private static final String SOUND = "commentary_0123456789abcdef0123456789abcdef.wav";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path dir;
  private static Topics topics;
  private static ControlRoomProgram program;
  private static Topics.Member member;

  @BeforeAll
  static void start() throws Exception {
    Path store = Files.createDirectory(dir.resolve("tts"));
    Files.writeString(store.resolve(SOUND), "RIFF0123456789");
    Files.writeString(dir.resolve("secret.wav"), "secret");
    topics = new Topics(dir.resolve("kafka"));
    program =
        ControlRoomProgram.start(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                topics.bootstrapServers(),
                "CONTROL_ROOM_PORT",
                "0",
                "TTS_CACHE_DIR",
                store.toString()));
    member = topics.member("w1");
  }

  @AfterAll
  static void stop() throws Exception {
    member.close();
    program.close();
    topics.close();
  }

  @Test
  @Order(1)
  void paintsWhatTheTopicsSay() throws Exception {
    topics.protection(
        Topics.settings(), Topics.worker("w1"), Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    topics.send(
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
                0.0)));
    RecordMetadata first = topics.request("song-1", null);
    topics.request("song-2", Instant.now().plus(Duration.ofHours(1)));
    topics.outcome(
        first,
        "song-1",
        OutcomeKind.SPOKEN,
        new Audio(SOUND, "wav", 14, Duration.ofMillis(500), Audio.Source.SPEECH));
    topics.protection(new ProtectionRecord.CallAsked("c1", "song-2", 0, "w1"));
    await("the picture shows all of it")
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          JsonNode room = room();
          return room.at("/onAir").booleanValue()
              && room.at("/backlog/waiting").intValue() == 1
              && room.at("/announcements").size() == 1
              && room.at("/calls").size() == 1
              && room.at("/hosts/0/readings").size() == 6;
        });
    JsonNode room = room();
    assertThat(room.at("/sentence").stringValue()).isEqualTo("On air. 1 request waits.");
    assertThat(room.at("/calls/0/request").stringValue()).isEqualTo("song-2/0");
    assertThat(room.at("/rate/used").intValue()).isEqualTo(1);
    assertThat(room.at("/workers/0/worker").stringValue()).isEqualTo("w1");
    assertThat(room.at("/workers/0/inGroup").booleanValue()).isTrue();
    assertThat(room.at("/backlog/partitions").size()).isEqualTo(Topics.PARTITIONS);
    assertThat(room.at("/backlog/partitions/0/worker").stringValue()).isEqualTo("w1");
    assertThat(room.at("/hosts/0/readings/3/level").stringValue()).isEqualTo("WARNING");
    assertThat(room.at("/announcements/0/requestedAt").isMissingNode()).isFalse();
    assertThat(room.at("/announcements/0/audio/url").stringValue())
        .isEqualTo("/api/audio/" + SOUND);
    JsonNode timeline = json(get("/api/timeline?hours=1"));
    assertThat(timeline.at("/spoken").size()).isBetween(60, 61);
    assertThat(
            timeline.at("/spoken/" + (timeline.at("/spoken").size() - 1)).intValue()
                + timeline.at("/spoken/" + (timeline.at("/spoken").size() - 2)).intValue())
        .isEqualTo(1);
  }

  @Test
  @Order(2)
  void theSwitchClosesTheGateAndOpensIt() throws Exception {
    HttpResponse<String> on =
        send("POST", "/api/protection", "{\"reason\":\"host moves\",\"for\":\"10m\"}");
    assertThat(on.statusCode()).isEqualTo(200);
    String who = json(on).at("/who").stringValue();
    assertThat(who).startsWith(System.getProperty("user.name") + "@");
    await("the picture is quiet").until(() -> !room().at("/onAir").booleanValue());
    JsonNode room = room();
    assertThat(room.at("/protection/on").booleanValue()).isTrue();
    assertThat(room.at("/protection/who").stringValue()).isEqualTo(who);
    assertThat(room.at("/backlog/partitions/0/pausedBy/0").stringValue()).isEqualTo("OPERATOR");
    assertThat(room.at("/sentence").stringValue())
        .startsWith("Quiet: switched off by " + who)
        .contains(": host moves.");
    assertThat(send("DELETE", "/api/protection?reason=moved", "").statusCode()).isEqualTo(200);
    await("the picture is on air").until(() -> room().at("/onAir").booleanValue());
    assertThat(room().at("/protection/history/0/detail").stringValue()).isEqualTo("moved");
  }

  @ParameterizedTest
  @Order(3)
  @ValueSource(
      strings = {
        "{}",
        "{\"reason\":\" \"}",
        "{\"reason\":7}",
        "{\"reason\":\"x\",\"for\":\"8d\"}",
        "{\"reason\":\"x\",\"for\":\"0s\"}",
        "{\"reason\":\"x\",\"for\":\"soon\"}"
      })
  void aFaultyOrderIsRefusedByName(String body) throws Exception {
    HttpResponse<String> answer = send("POST", "/api/protection", body);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).at("/violations").size()).isPositive();
    assertThat(json(answer).at("/type").stringValue()).isEqualTo("urn:raido:problem:invalid");
  }

  @Test
  @Order(4)
  void whatCannotBeReadIsAProblemToo() throws Exception {
    assertThat(send("POST", "/api/protection", "{").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/api/protection", "x".repeat(20_000)).statusCode()).isEqualTo(413);
    assertThat(get("/api/timeline?hours=25").statusCode()).isEqualTo(422);
    assertThat(get("/api/nothing").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/api/hosts/studoi", "").statusCode()).isEqualTo(404);
    assertThat(json(send("DELETE", "/api/hosts/studoi", "")).at("/detail").stringValue())
        .endsWith("known: studio");
    assertThat(get("/api/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    assertThat(get("/").body()).contains("Raido");
  }

  @Test
  @Order(5)
  void aChangeIsSeenWithin300Milliseconds() throws Exception {
    List<Long> millis = new ArrayList<>();
    HttpResponse<InputStream> stream =
        HTTP.send(request("/api/events").build(), BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      Map<String, String> names = first(lines);
      assertThat(names).containsKeys("room", "timeline", "tick");
      for (int i = 0; i < 20; i++) {
        String reason = "change " + i;
        Instant at =
            topics.protection(
                new ProtectionRecord.SwitchSet(true, reason, "tester", Duration.ofMinutes(1)));
        awaitEvent(lines, "room", "\"reason\":\"" + reason + "\"");
        millis.add(Duration.between(at, Instant.now()).toMillis());
      }
    }
    topics.protection(new ProtectionRecord.SwitchSet(false, "done", "tester", null));
    millis.sort(null);
    System.out.printf(
        "record to event: p50 %d ms, max %d ms of %d%n",
        millis.get(millis.size() / 2), millis.getLast(), millis.size());
    assertThat(millis.get(millis.size() / 2)).isLessThan(300);
  }

  @Test
  @Order(6)
  void playsTheStoresFilesAndNoOthers() throws Exception {
    HttpResponse<String> whole = get("/api/audio/" + SOUND);
    assertThat(whole.body()).isEqualTo("RIFF0123456789");
    assertThat(whole.headers().firstValue("content-type")).contains("audio/wav");
    HttpResponse<String> part =
        HTTP.send(
            request("/api/audio/" + SOUND).header("Range", "bytes=4-6").build(),
            BodyHandlers.ofString());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("012");
    assertThat(part.headers().firstValue("content-range")).contains("bytes 4-6/14");
    HttpResponse<String> outside =
        HTTP.send(
            request("/api/audio/" + SOUND).header("Range", "bytes=99-").build(),
            BodyHandlers.ofString());
    assertThat(outside.statusCode()).isEqualTo(416);
    for (String name :
        List.of(
            "..%2fsecret.wav",
            "%2e%2e/secret.wav",
            "..%5csecret.wav",
            "%2fetc%2fpasswd",
            ".raido-store",
            "secret.wav",
            SOUND + "%00.wav",
            SOUND + "/../../secret.wav")) {
      HttpResponse<String> answer = get("/api/audio/" + name);
      assertThat(answer.statusCode()).as(name).isIn(400, 404);
      assertThat(answer.body()).as(name).doesNotContain("secret").doesNotContain("root:");
    }
  }

  @Test
  @Order(7)
  void aVoiceTestIsARealAnnouncement() throws Exception {
    assertThat(send("POST", "/api/voice-tests", "{\"text\":\"\"}").statusCode()).isEqualTo(422);
    assertThat(
            send("POST", "/api/voice-tests", "{\"text\":\"" + "a".repeat(301) + "\"}").statusCode())
        .isEqualTo(422);
    int before = room().at("/backlog/waiting").intValue();
    HttpResponse<String> made = send("POST", "/api/voice-tests", "{\"text\":\"One, two.\"}");
    assertThat(made.statusCode()).isEqualTo(202);
    String id = json(made).at("/id").stringValue();
    String location = json(made).at("/location").stringValue();
    assertThat(made.headers().firstValue("location")).contains(location);
    HttpResponse<String> again = send("POST", "/api/voice-tests", "{\"text\":\"One, two.\"}");
    assertThat(again.statusCode()).isEqualTo(429);
    assertThat(again.headers().firstValue("retry-after")).isPresent();
    await("it waits with the others")
        .until(() -> room().at("/backlog/waiting").intValue() == before + 1);
    assertThat(json(get(location)).at("/settled").booleanValue()).isFalse();
    settle(id);
    await("its end is shown").until(() -> json(get(location)).at("/settled").booleanValue());
    assertThat(json(get(location)).at("/announcement/outcome").stringValue()).isEqualTo("SPOKEN");
    assertThat(get("/api/voice-tests/another").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(10)
  void deadLettersAreListedAndDiscardedAndTheRunIsTold() throws Exception {
    for (int i = 0; i < 3; i++) {
      topics.send(
          RaidoRecords.deadLetter(
              new DeadLetter(
                  1,
                  "letter-" + i,
                  0,
                  i == 0 ? DeadLetterReason.LOST : DeadLetterReason.EXHAUSTED,
                  "its 2 attempts are used up",
                  null,
                  null,
                  false,
                  2,
                  new DeadLetter.Origin("raido.requests", 0, 100 + i, Instant.EPOCH),
                  Instant.now(),
                  "w1"),
              null));
    }
    await("the picture counts them").until(() -> room().at("/letters/total").intValue() == 3);
    assertThat(room().at("/letters/groups/0/reason").stringValue()).isEqualTo("EXHAUSTED");
    JsonNode listed = json(get("/api/letters?reason=exhausted&limit=1"));
    assertThat(listed.at("/total").intValue()).isEqualTo(2);
    assertThat(listed.at("/letters").size()).isEqualTo(1);
    assertThat(get("/api/letters?reason=nonsense").statusCode()).isEqualTo(422);
    assertThat(json(get("/api/letters/letter-0/0")).at("/reason").stringValue()).isEqualTo("LOST");
    assertThat(get("/api/letters/letter-9/0").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/api/replays", "{\"rate\":\"0/s\"}").statusCode()).isEqualTo(422);
    JsonNode dry = json(send("POST", "/api/replays", "{\"dryRun\":true}"));
    assertThat(dry.at("/stay").intValue()).as("none holds a request").isEqualTo(3);
    assertThat(dry.at("/letters/0/why").stringValue()).isEqualTo("UNREADABLE");
    HttpResponse<String> run = send("POST", "/api/discards", "{\"reason\":[\"EXHAUSTED\"]}");
    assertThat(run.statusCode()).isEqualTo(202);
    String location = run.headers().firstValue("location").orElseThrow();
    await("it ends")
        .atMost(Duration.ofSeconds(30))
        .until(() -> json(get(location)).at("/stage").stringValue().equals("ENDED"));
    assertThat(json(get(location)).at("/done").intValue()).isEqualTo(2);
    assertThat(json(get(location)).at("/failure").stringValue()).isEmpty();
    assertThat(json(get("/api/replays")).size()).isEqualTo(1);
    await("the picture counts the rest").until(() -> room().at("/letters/total").intValue() == 1);
    assertThat(json(get("/api/replay-history")).size()).isEqualTo(2);
    assertThat(send("DELETE", "/api/replays/none", "").statusCode()).isEqualTo(404);
  }

  /** Every partition is tried: which one the request went to is the producer's affair. */
  private static void settle(String id) throws Exception {
    for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
      topics.outcome(
          new RecordMetadata(
              new org.apache.kafka.common.TopicPartition("raido.requests", partition),
              9_999,
              0,
              0,
              0,
              0),
          id,
          OutcomeKind.SPOKEN,
          null);
    }
  }

  @Test
  @Order(8)
  void withoutATokenForeignPagesAreTurnedAway() throws Exception {
    assertThat(raw("GET /api/room HTTP/1.1\r\nHost: evil.example:" + program.port() + "\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\n")).startsWith("HTTP/1.1 403");
    assertThat(raw("GET /api/room HTTP/1.1\r\nHost: localhost:1\r\n")).startsWith("HTTP/1.1 200");
    String body = "{\"reason\":\"x\"}";
    HttpRequest.Builder plain =
        HttpRequest.newBuilder(URI.create(program.url() + "api/protection"))
            .header("Content-Type", "application/json");
    assertThat(
            HTTP.send(
                    plain.copy().POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString())
                .statusCode())
        .as("no header of ours")
        .isEqualTo(403);
    assertThat(
            HTTP.send(
                    plain
                        .copy()
                        .header("X-Raido-Request", "page")
                        .header("Origin", "http://evil.example")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .as("another origin")
        .isEqualTo(403);
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'self'")
        .contains("frame-ancestors 'none'");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(page.headers().firstValue("referrer-policy")).contains("no-referrer");
    assertThat(json(get("/api/access")).at("/role").stringValue()).isEqualTo("OPERATE");
  }

  @Test
  @Order(9)
  void tellsWhatABrokenBreakerMeansForThoseWhoWait() throws Exception {
    for (int i = 0; i < 5; i++) {
      topics.protection(
          new ProtectionRecord.CallAsked("b" + i, "other-" + i, 0, "w1"),
          new ProtectionRecord.CallEnded(
              "b" + i, "w1", CallResult.BROKEN, Duration.ofMillis(10), null));
    }
    topics.request("hurry", Instant.now().plusSeconds(60));
    await("the sentence says it")
        .until(() ->
            room()
                .at("/sentence")
                .stringValue()
                .matches(
                    "Quiet: Kokoro does not answer\\. Next probe in [45]:\\d\\d\\. \\d+ requests wait; 1 goes to templates before then\\."));
    assertThat(json(get("/api/timeline?hours=1")).at("/breaker/0/what").stringValue())
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

  private static JsonNode room() throws Exception {
    return json(get("/api/room"));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.MAPPER.readTree(answer.body());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(program.url().replaceAll("/$", "") + path))
        .header("X-Raido-Request", "test");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    return HTTP.send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** A call whose Host header says what the client of the JDK would not say. */
  private static String raw(String head) throws IOException {
    try (java.net.Socket socket =
        new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), program.port())) {
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
