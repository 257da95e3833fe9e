package fm.raido.controlroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.controlroom.ControlRoomProgram;
import fm.raido.controlroom.PortTaken;
import fm.raido.controlroom.StartRefused;
import fm.raido.controlroom.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, where there are tokens. */
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessIT {
  private static final String LOOK = "look-token-0123456789";
  private static final String OPERATE = "operate-token-0123456789";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path dir;
  private static Topics topics;
  private static ControlRoomProgram program;

  @BeforeAll
  static void start() {
    topics = new Topics(dir.resolve("kafka"));
    program =
        ControlRoomProgram.start(
            settings(
                Map.of("CONTROL_ROOM_LOOK_TOKEN", LOOK, "CONTROL_ROOM_OPERATE_TOKEN", OPERATE)));
  }

  @AfterAll
  static void stop() {
    program.close();
    topics.close();
  }

  private static Map<String, Object> settings(Map<String, String> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("KAFKA_BOOTSTRAP_SERVERS", topics.bootstrapServers());
    all.putIfAbsent("CONTROL_ROOM_PORT", "0");
    all.put("TTS_CACHE_DIR", dir.resolve("tts").toString());
    return all;
  }

  @ParameterizedTest(name = "{0} {1} as {2}: {3}")
  @Order(1)
  @CsvSource(
      nullValues = "-",
      value = {
        "GET, /, -, 200",
        "GET, /api/access, -, 200",
        "GET, /api/room, -, 401",
        "GET, //api/room, -, 404",
        "GET, /api/%72oom, -, 401",
        "GET, /api/room;x=y, -, 401",
        "GET, /api/timeline, -, 401",
        "GET, /api/events, -, 401",
        "GET, /api/openapi.yaml, -, 401",
        "GET, /api/audio/commentary_0123456789abcdef0123456789abcdef.wav, -, 401",
        "GET, /api/voice-tests/a, -, 401",
        "POST, /api/protection, -, 401",
        "DELETE, /api/protection, -, 401",
        "DELETE, /api/hosts/a, -, 401",
        "POST, /api/voice-tests, -, 401",
        "GET, /api/letters, -, 401",
        "POST, /api/replays, -, 401",
        "POST, /api/discards, look-token-0123456789, 403",
        "POST, /api/replays, look-token-0123456789, 403",
        "DELETE, /api/replays/a, look-token-0123456789, 403",
        "GET, /actuator/prometheus, -, 401",
        "GET, /actuator/prometheus, look-token-0123456789, 200",
        "GET, /actuator/health, operate-token-0123456789, 404",
        "GET, /api/letters, look-token-0123456789, 200",
        "GET, /api/room, look-token-0123456789, 200",
        "GET, /api/timeline, look-token-0123456789, 200",
        "GET, /api/openapi.yaml, look-token-0123456789, 200",
        "GET, /api/audio/commentary_0123456789abcdef0123456789abcdef.wav, look-token-0123456789, 404",
        "GET, /api/voice-tests/a, look-token-0123456789, 404",
        "POST, /api/protection, look-token-0123456789, 403",
        "DELETE, /api/protection, look-token-0123456789, 403",
        "DELETE, /api/hosts/a, look-token-0123456789, 403",
        "POST, /api/voice-tests, look-token-0123456789, 403",
        "GET, /api/room, operate-token-0123456789, 200",
        "POST, /api/protection, operate-token-0123456789, 200",
        "DELETE, /api/protection, operate-token-0123456789, 200",
        "DELETE, /api/hosts/a, operate-token-0123456789, 404",
      })
  void eachRoleMayDoItsOwn(String method, String path, @Nullable String token, int status)
      throws Exception {
    HttpRequest.Builder request = request(method, path, "{\"reason\":\"test\"}");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    } else {
      request.header("X-Raido-Request", "test");
    }
    assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(status);
  }

  @Test
  @Order(2)
  void aBrowserKeepsACookieThatNoScriptReadsAndNoForeignPageUses() throws Exception {
    HttpResponse<String> login =
        HTTP.send(
            request("POST", "/api/login", "{\"token\":\"" + OPERATE + "\"}")
                .header("X-Raido-Request", "page")
                .build(),
            BodyHandlers.ofString());
    assertThat(login.statusCode()).isEqualTo(200);
    String cookie = login.headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    assertThat(cookie).doesNotContain(OPERATE);
    String session = cookie.substring(0, cookie.indexOf(';'));
    HttpRequest.Builder off = request("DELETE", "/api/protection", "").header("Cookie", session);
    assertThat(status(off.copy().header("X-Raido-Request", "page"))).isEqualTo(200);
    assertThat(status(off.copy())).as("without the header").isEqualTo(403);
    assertThat(
            status(
                off.copy()
                    .header("X-Raido-Request", "page")
                    .header("Origin", "http://evil.example")))
        .as("from another page")
        .isEqualTo(403);
    assertThat(
            status(
                request("POST", "/api/logout", "")
                    .header("Cookie", session)
                    .header("X-Raido-Request", "page")))
        .isEqualTo(204);
    assertThat(status(off.copy().header("X-Raido-Request", "page"))).as("after").isEqualTo(401);
  }

  @Test
  @Order(3)
  void whatDoesNotFitIsRefusedAtTheStart() {
    assertThatThrownBy(() ->
            ControlRoomProgram.start(settings(Map.of("CONTROL_ROOM_BIND_ADDRESS", "0.0.0.0"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("CONTROL_ROOM_OPERATE_TOKEN");
    assertThatThrownBy(() ->
            ControlRoomProgram.start(
                settings(Map.of("CONTROL_ROOM_PORT", Integer.toString(program.port())))))
        .isInstanceOf(PortTaken.class)
        .hasMessage("CONTROL_ROOM_PORT is \"" + program.port() + "\": somebody else uses it");
  }

  @Test
  @Order(4)
  void whoGuessesIsNotListenedToForAWhile() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(
              status(request("GET", "/api/room", "").header("Authorization", "Bearer guess" + i)))
          .isEqualTo(401);
    }
    assertThat(status(request("GET", "/api/room", "").header("Authorization", "Bearer " + OPERATE)))
        .as("a right token is listened to all the same")
        .isEqualTo(200);
    HttpResponse<String> answer =
        HTTP.send(
            request("GET", "/api/room", "").header("Authorization", "Bearer guess").build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(1, 60);
    assertThat(
            status(
                request("POST", "/api/login", "{\"token\":\"guess\"}")
                    .header("X-Raido-Request", "page")))
        .isEqualTo(429);
  }

  private static int status(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private static HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(program.url().replaceAll("/$", "") + path))
        .header("Content-Type", "application/json")
        .method(
            method,
            body.isEmpty() || method.equals("GET")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
  }
}
