package fm.raido.controlroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.controlroom.Topics;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.wire.RaidoRecords;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** What comes in over HTTP, and what must not. */
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorIT {
  @TempDir static Path dir;
  private static RunningRoom running;

  @BeforeAll
  static void start() throws Exception {
    running = new RunningRoom(dir);
    running.topics.protection(
        Topics.settings(), Topics.worker("w1"), Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
    await("the host was heard").until(() -> running.room().at("/hosts").size() == 1);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @ParameterizedTest
  @Order(3)
  @ValueSource(
      strings = {
        "{}",
        "{\"reason\":\" \"}",
        "{\"reason\":7}",
        "{\"reason\":\"x\",\"fro\":\"10m\"}",
        "{\"reason\":\"x\",\"for\":\"8d\"}",
        "{\"reason\":\"x\",\"for\":\"0s\"}",
        "{\"reason\":\"x\",\"for\":\"soon\"}"
      })
  void aFaultyOrderIsRefusedByName(String body) throws Exception {
    HttpResponse<String> answer = running.send("POST", "/api/protection", body);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(RunningRoom.json(answer).at("/violations").size()).isPositive();
    assertThat(RunningRoom.json(answer).at("/type").stringValue())
        .isEqualTo("urn:raido:problem:invalid");
  }

  @Test
  @Order(4)
  void whatCannotBeReadIsAProblemToo() throws Exception {
    assertThat(running.send("POST", "/api/protection", "{").statusCode()).isEqualTo(400);
    assertThat(running.send("POST", "/api/protection", "x".repeat(20_000)).statusCode())
        .isEqualTo(413);
    assertThat(running.get("/api/timeline?hours=25").statusCode()).isEqualTo(422);
    assertThat(running.get("/api/nothing").statusCode()).isEqualTo(404);
    assertThat(running.send("DELETE", "/api/hosts/studoi", "").statusCode()).isEqualTo(404);
    assertThat(
            RunningRoom.json(running.send("DELETE", "/api/hosts/studoi", ""))
                .at("/detail")
                .stringValue())
        .endsWith("known: studio");
    assertThat(running.get("/api/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    assertThat(running.get("/").body()).contains("Raido");
  }

  @Test
  @Order(6)
  void playsTheStoresFilesAndNoOthers() throws Exception {
    HttpResponse<String> whole = running.get("/api/audio/" + RunningRoom.SOUND);
    assertThat(whole.body()).isEqualTo("RIFF0123456789");
    assertThat(whole.headers().firstValue("content-type")).contains("audio/wav");
    HttpResponse<String> part =
        RunningRoom.HTTP.send(
            running.request("/api/audio/" + RunningRoom.SOUND).header("Range", "bytes=4-6").build(),
            BodyHandlers.ofString());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("012");
    assertThat(part.headers().firstValue("content-range")).contains("bytes 4-6/14");
    HttpResponse<String> outside =
        RunningRoom.HTTP.send(
            running.request("/api/audio/" + RunningRoom.SOUND).header("Range", "bytes=99-").build(),
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
            RunningRoom.SOUND + "%00.wav",
            RunningRoom.SOUND + "/../../secret.wav")) {
      HttpResponse<String> answer = running.get("/api/audio/" + name);
      assertThat(answer.statusCode()).as(name).isIn(400, 404);
      assertThat(answer.body()).as(name).doesNotContain("hidden words").doesNotContain("root:");
    }
  }

  @Test
  @Order(7)
  void aVoiceTestIsARealAnnouncement() throws Exception {
    assertThat(running.send("POST", "/api/voice-tests", "{\"text\":\"\"}").statusCode())
        .isEqualTo(422);
    assertThat(
            running
                .send("POST", "/api/voice-tests", "{\"text\":\"" + "a".repeat(301) + "\"}")
                .statusCode())
        .isEqualTo(422);
    int before = running.room().at("/backlog/waiting").intValue();
    HttpResponse<String> made =
        running.send("POST", "/api/voice-tests", "{\"text\":\"One, two.\"}");
    assertThat(made.statusCode()).isEqualTo(202);
    String id = RunningRoom.json(made).at("/id").stringValue();
    String location = RunningRoom.json(made).at("/location").stringValue();
    assertThat(made.headers().firstValue("location")).contains(location);
    HttpResponse<String> again =
        running.send("POST", "/api/voice-tests", "{\"text\":\"One, two.\"}");
    assertThat(again.statusCode()).isEqualTo(429);
    assertThat(again.headers().firstValue("retry-after")).isPresent();
    await("it waits with the others")
        .until(() -> running.room().at("/backlog/waiting").intValue() == before + 1);
    assertThat(RunningRoom.json(running.get(location)).at("/settled").booleanValue()).isFalse();
    settle(id);
    await("its end is shown")
        .until(() -> RunningRoom.json(running.get(location)).at("/settled").booleanValue());
    assertThat(RunningRoom.json(running.get(location)).at("/announcement/outcome").stringValue())
        .isEqualTo("SPOKEN");
    assertThat(running.get("/api/voice-tests/another").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(8)
  void withoutATokenForeignPagesAreTurnedAway() throws Exception {
    assertThat(
            running.raw(
                "GET /api/room HTTP/1.1\r\nHost: evil.example:" + running.program.port() + "\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(running.raw("GET / HTTP/1.1\r\nHost: evil.example\r\n")).startsWith("HTTP/1.1 403");
    assertThat(running.raw("GET /api/room HTTP/1.1\r\nHost: localhost:1\r\n"))
        .startsWith("HTTP/1.1 200");
    String body = "{\"reason\":\"x\"}";
    HttpRequest.Builder plain =
        HttpRequest.newBuilder(URI.create(running.program.url() + "api/protection"))
            .header("Content-Type", "application/json");
    assertThat(
            RunningRoom.HTTP
                .send(
                    plain.copy().POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString())
                .statusCode())
        .as("no header of ours")
        .isEqualTo(403);
    assertThat(
            RunningRoom.HTTP
                .send(
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
    HttpResponse<String> page = running.get("/");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'self'")
        .contains("frame-ancestors 'none'");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(page.headers().firstValue("referrer-policy")).contains("no-referrer");
    assertThat(RunningRoom.json(running.get("/api/access")).at("/role").stringValue())
        .isEqualTo("OPERATE");
  }

  @Test
  @Order(10)
  void deadLettersAreListedAndDiscardedAndTheRunIsTold() throws Exception {
    for (int i = 0; i < 3; i++) {
      running.topics.send(
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
    await("the picture counts them")
        .until(() -> running.room().at("/letters/total").intValue() == 3);
    assertThat(running.room().at("/letters/groups/0/reason").stringValue()).isEqualTo("EXHAUSTED");
    JsonNode listed = RunningRoom.json(running.get("/api/letters?reason=exhausted&limit=1"));
    assertThat(listed.at("/total").intValue()).isEqualTo(2);
    assertThat(listed.at("/letters").size()).isEqualTo(1);
    assertThat(running.get("/api/letters?reason=nonsense").statusCode()).isEqualTo(422);
    assertThat(RunningRoom.json(running.get("/api/letters/letter-0/0")).at("/reason").stringValue())
        .isEqualTo("LOST");
    assertThat(running.get("/api/letters/letter-9/0").statusCode()).isEqualTo(404);
    assertThat(running.send("POST", "/api/replays", "{\"rate\":\"0/s\"}").statusCode())
        .isEqualTo(422);
    JsonNode dry =
        RunningRoom.json(running.send("POST", "/api/replays", "{\"all\":true,\"dryRun\":true}"));
    assertThat(dry.at("/stay").intValue()).as("none holds a request").isEqualTo(3);
    assertThat(dry.at("/letters/0/why").stringValue()).isEqualTo("UNREADABLE");
    assertThat(running.send("POST", "/api/discards", "{\"reasons\":[\"EXHAUSTED\"]}").statusCode())
        .as("a misspelt field discards nothing")
        .isEqualTo(422);
    HttpResponse<String> run =
        running.send("POST", "/api/discards", "{\"reason\":[\"EXHAUSTED\"],\"who\":\"ada\"}");
    assertThat(run.statusCode()).isEqualTo(202);
    String location = run.headers().firstValue("location").orElseThrow();
    await("it ends")
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            RunningRoom.json(running.get(location)).at("/stage").stringValue().equals("ENDED"));
    assertThat(RunningRoom.json(running.get(location)).at("/done").intValue()).isEqualTo(2);
    assertThat(RunningRoom.json(running.get(location)).at("/failure").stringValue()).isEmpty();
    assertThat(RunningRoom.json(running.get(location)).at("/who").stringValue())
        .startsWith("ada (");
    assertThat(RunningRoom.json(running.get("/api/replays")).size()).isEqualTo(1);
    await("the picture counts the rest")
        .until(() -> running.room().at("/letters/total").intValue() == 1);
    assertThat(RunningRoom.json(running.get("/api/replay-history")).size()).isEqualTo(2);
    assertThat(running.send("DELETE", "/api/replays/none", "").statusCode()).isEqualTo(404);
  }

  /** Every partition is tried: which one the request went to is the producer's affair. */
  private static void settle(String id) throws Exception {
    for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
      running.topics.outcome(
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
}
