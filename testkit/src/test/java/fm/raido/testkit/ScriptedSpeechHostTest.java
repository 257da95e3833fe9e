package fm.raido.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.testkit.SpeechCall.Ending;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScriptedSpeechHostTest {
  private final ScriptedSpeechHost host = ScriptedSpeechHost.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void closeBoth() {
    client.shutdownNow();
    host.close();
  }

  @Test
  void speaksUnlessToldOtherwiseAndRemembersTheCalls() throws Exception {
    host.next(Reply.status(500));

    assertThat(speak().statusCode()).isEqualTo(500);
    assertThat(speak().body())
        .startsWith("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(host.calls())
        .extracting(SpeechCall::text, SpeechCall::atOnce, SpeechCall::ending)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("Hello", 1, Ending.ANSWERED))
        .hasSize(2);
  }

  @Test
  void countsHowManyCallAtOnce() {
    host.always(Reply.hang());
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(client.sendAsync(request("/v1/audio/speech"), BodyHandlers.ofByteArray()));
    }
    while (host.calls().size() < 3) {
      Thread.onSpinWait();
    }

    host.release();

    assertThat(answers).allSatisfy(a -> assertThat(a.join().statusCode()).isEqualTo(200));
    assertThat(host.mostAtOnce()).isEqualTo(3);
  }

  @Test
  void doesNotTakeOneCallAfterTheOtherForTwoAtOnce() throws Exception {
    for (int i = 0; i < 50; i++) {
      speak();
    }
    assertThat(host.mostAtOnce()).isEqualTo(1);
  }

  @Test
  void knowsWhoWentAway() {
    host.always(Reply.speechAfter(Duration.ofMinutes(5)));
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request("/v1/audio/speech"), BodyHandlers.ofByteArray());
    while (host.calls().isEmpty()) {
      Thread.onSpinWait();
    }

    call.cancel(true);

    while (host.calls().getFirst().ending() == Ending.RUNNING) {
      Thread.onSpinWait();
    }
    assertThat(host.calls().getFirst().ending()).isEqualTo(Ending.CANCELLED);
  }

  @Test
  void refusesWhileItsPortIsClosed() throws Exception {
    for (int i = 0; i < 5; i++) {
      host.closePort();
      assertThatThrownBy(this::speak).isInstanceOf(ConnectException.class);
      host.openPort();
      assertThat(speak().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isAlwaysWellByItsHealthEndpoint() throws Exception {
    host.always(Reply.status(500));
    HttpRequest health = HttpRequest.newBuilder(URI.create(host.baseUrl() + "/health")).build();

    assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(host.calls()).isEmpty();
  }

  private HttpResponse<byte[]> speak() throws IOException, InterruptedException {
    return client.send(request("/v1/audio/speech"), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(host.baseUrl() + path))
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"input\":\"Hello\",\"response_format\":\"wav\"}"))
        .build();
  }
}
