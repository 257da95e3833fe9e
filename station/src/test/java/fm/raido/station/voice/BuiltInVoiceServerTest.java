package fm.raido.station.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.worker.speech.KokoroSpeechSynthesizer;
import fm.raido.worker.speech.ProbeText;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.speech.SpeechResult;
import fm.raido.worker.speech.SpeechSynthesizer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class BuiltInVoiceServerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SpeechOrder ORDER =
      new SpeechOrder("Up next, Nina Simone.", "af_bella", 1, AudioFormat.WAV, "kokoro");

  private final BuiltInVoiceServer server = start();
  private final SpeechSynthesizer synthesizer =
      new KokoroSpeechSynthesizer(server.baseUrl(), Duration.ofSeconds(2), Clock.systemUTC());

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void speaksToTheWorkersOwnClient() throws InterruptedException {
    assertThat(synthesizer.speak("call-1", ORDER, LONG))
        .isInstanceOfSatisfying(
            SpeechResult.Spoken.class,
            spoken ->
                assertThat(spoken.plays()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));
    assertThat(synthesizer.speak("call-1", ProbeText.order(ORDER), LONG))
        .isInstanceOf(SpeechResult.Spoken.class);
  }

  @Test
  void speaksAsFastAsItIsAsked() throws InterruptedException {
    SpeechOrder fast = new SpeechOrder(ORDER.text(), "x", 2, AudioFormat.WAV, "kokoro");

    Duration normal = plays(ORDER);

    assertThat(plays(fast)).isBetween(normal.dividedBy(3), normal.multipliedBy(2).dividedBy(3));
  }

  @Test
  void refusesConnectionsWhileItIsDownAndSpeaksAgainOnTheSamePort() throws Exception {
    URI before = server.baseUrl();
    for (int i = 0; i < 5; i++) {
      server.down();
      server.down();
      assertThatThrownBy(
              () -> new Socket(InetAddress.ofLiteral("127.0.0.1"), before.getPort()).close())
          .isInstanceOf(ConnectException.class);
      assertThat(synthesizer.speak("call-1", ORDER, LONG))
          .isInstanceOfSatisfying(
              SpeechResult.Failed.class,
              failed -> assertThat(failed.result()).isEqualTo(CallResult.BROKEN));

      server.up();
      server.up();
      assertThat(server.baseUrl()).isEqualTo(before);
      assertThat(synthesizer.speak("call-1", ORDER, LONG)).isInstanceOf(SpeechResult.Spoken.class);
    }
  }

  @Test
  void cutsTheCallsThatRunWhenItGoesDown() throws IOException {
    String body =
        "{\"response_format\":\"wav\",\"speed\":0.25,\"input\":\""
            + "number 9. ".repeat(400)
            + "\"}";
    try (Socket caller =
        new Socket(InetAddress.ofLiteral("127.0.0.1"), server.baseUrl().getPort())) {
      ask(caller, body);

      server.down();

      assertThat(readToItsEnd(caller)).isEmpty();
    }
  }

  @Test
  void endsWhatItSpeaksWhenItIsGivenTheTime() throws Exception {
    String body = "{\"response_format\":\"wav\",\"input\":\"" + "number 9. ".repeat(200) + "\"}";
    try (Socket caller =
        new Socket(InetAddress.ofLiteral("127.0.0.1"), server.baseUrl().getPort())) {
      ask(caller, body);

      server.down(LONG);

      assertThat(readHead(caller)).startsWith("HTTP/1.1 200").contains("audio/wav");
      assertThatThrownBy(() ->
              new Socket(InetAddress.ofLiteral("127.0.0.1"), server.baseUrl().getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  /** Returns when the server reads the body: the call runs. */
  private static void ask(Socket caller, String body) throws IOException {
    String head =
        "POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    assertThat(readHead(caller)).startsWith("HTTP/1.1 100");
    caller.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
  }

  private static String readHead(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString();
  }

  /** A reset is an end too. */
  private static byte[] readToItsEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      return new byte[0];
    }
  }

  @Test
  void isDistinctFromAnotherOne() throws IOException {
    try (BuiltInVoiceServer other = BuiltInVoiceServer.start(0)) {
      assertThat(other.baseUrl()).isNotEqualTo(server.baseUrl());
      assertThatThrownBy(() -> BuiltInVoiceServer.start(other.baseUrl().getPort()))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\":\"Hi\",\"response_format\":\"wav\"} | 200 | RIFF",
        "{\"input\":\"Hi\",\"response_format\":\"wav\",\"stream\":true} | 200 | RIFF",
        "{\"input\":\"Hi\",\"response_format\":\"mp3\"} | 422 | must be \\\"wav\\\"",
        "{\"input\":\"Hi\"} | 422 | \"loc\":[\"body\",\"response_format\"]",
        "{\"input\":\"...\",\"response_format\":\"wav\"} | 400 | Input contains no speakable text",
        "{\"input\":\"\",\"response_format\":\"wav\"} | 400 | Input contains no speakable text",
        "{\"input\":7,\"response_format\":\"wav\"} | 422 | \"loc\":[\"body\",\"input\"]",
        "{\"response_format\":\"wav\"} | 422 | \"loc\":[\"body\",\"input\"]",
        "{\"input\":\"a\",\"speed\":9,\"response_format\":\"wav\"} | 422 | [\"body\",\"speed\"]",
        "{\"input\":\"a\",\"speed\":\"x\",\"response_format\":\"wav\"} | 422 | [\"body\",\"speed\"]",
        "{\"input\":\"a\",\"voice\":1,\"response_format\":\"wav\"} | 422 | [\"body\",\"voice\"]",
        "[] | 422 | must be a JSON object",
        "rubbish | 422 | must be JSON",
      })
  void answersInKokorosShapes(String body, int status, String part) throws Exception {
    HttpResponse<String> answer = send("POST", "/v1/audio/speech", body);

    assertThat(answer.body()).contains(part);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void limitsTextAndBody() throws Exception {
    String text = "a".repeat(4_097);
    String body = "{\"response_format\":\"wav\",\"input\":\"%s\"}";

    assertThat(send("POST", "/v1/audio/speech", body.formatted(text)).statusCode()).isEqualTo(422);
    assertThat(send("POST", "/v1/audio/speech", body.formatted(text.repeat(17))).statusCode())
        .isEqualTo(413);
  }

  @Test
  void hasAHealthAndAListOfVoices() throws Exception {
    assertThat(send("GET", "/health", "").body()).isEqualTo("{\"status\":\"healthy\"}");
    assertThat(send("GET", "/v1/audio/voices", "").body())
        .contains("\"id\":\"kevin16\"")
        .startsWith("{\"voices\":[");
    assertThat(send("GET", "/v1/audio/speech", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/../etc/passwd", "").statusCode()).isEqualTo(404);
  }

  private Duration plays(SpeechOrder order) throws InterruptedException {
    SpeechResult result = synthesizer.speak("call-1", order, LONG);
    assertThat(result).isInstanceOf(SpeechResult.Spoken.class);
    return ((SpeechResult.Spoken) result).plays();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static BuiltInVoiceServer start() {
    try {
      return BuiltInVoiceServer.start(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
