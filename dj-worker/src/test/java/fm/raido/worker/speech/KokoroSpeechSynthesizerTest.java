package fm.raido.worker.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.schemas.wire.Json;
import fm.raido.testkit.ManualTime;
import fm.raido.testkit.Reply;
import fm.raido.testkit.ScriptedSpeechHost;
import fm.raido.testkit.SpeechCall;
import fm.raido.testkit.SpeechCall.Ending;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class KokoroSpeechSynthesizerTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final SpeechOrder ORDER =
      new SpeechOrder(
          "Up next, Nina Simone with Feeling Good.", "af_bella", 1.0, AudioFormat.WAV, "kokoro");

  private final ScriptedSpeechHost host = ScriptedSpeechHost.start();
  private final ManualTime clock = ManualTime.atNoon();
  private final SpeechSynthesizer synthesizer = synthesizer(host.baseUrl());

  @AfterEach
  void closeHost() {
    host.close();
  }

  @Test
  void asksAsKokoroWantsToBeAskedAndNeverForAStream() throws InterruptedException {
    synthesizer.speak("call-1", ORDER, LONG);

    SpeechCall call = host.calls().getFirst();
    assertThat(call.path()).isEqualTo("/v1/audio/speech");
    assertThat(call.callId()).isEqualTo("call-1");
    assertThat(Json.MAPPER.readTree(call.body()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"model": "kokoro", "input": "Up next, Nina Simone with Feeling Good.",
                 "voice": "af_bella", "response_format": "wav", "speed": 1.0, "stream": false}
                """));
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void bringsBackPlausibleAudioAndItsLength(AudioFormat format) throws InterruptedException {
    SpeechOrder order = new SpeechOrder(ORDER.text(), "af_bella", 1.0, format, "kokoro");

    SpeechResult result = synthesizer.speak("call-1", order, LONG);

    assertThat(result).isInstanceOf(SpeechResult.Spoken.class);
    assertThat(((SpeechResult.Spoken) result).plays())
        .isBetween(Duration.ofMillis(2_600), Duration.ofMillis(2_625));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/v1", "/v1/"})
  void findsTheEndpointHoweverTheBaseUrlIsWritten(String ending) throws InterruptedException {
    URI base = URI.create(host.baseUrl() + ending);

    assertThat(synthesizer(base).speak("call-1", ORDER, LONG))
        .isInstanceOf(SpeechResult.Spoken.class);
    assertThat(host.calls().getFirst().path()).isEqualTo("/v1/audio/speech");
  }

  @Test
  void anErrorStatusIsBroken() throws InterruptedException {
    host.next(Reply.broken());

    assertThat(failure())
        .isEqualTo(
            failed(
                CallResult.BROKEN,
                500,
                "status 500: {\"detail\":{\"error\":\"processing_error\","
                    + "\"message\":\"CUDA out of memory\",\"type\":\"x\"}}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 401, 403, 404, 405, 408, 409, 500, 501, 502, 504, 599})
  void everyStatusThatIsNotOfTheRequestIsBroken(int status) throws InterruptedException {
    host.next(Reply.status(status));

    assertThat(failure().result()).isEqualTo(CallResult.BROKEN);
  }

  @Test
  void emptyAudioIsBroken() throws InterruptedException {
    host.next(Reply.emptyAudio());

    assertThat(failure())
        .isEqualTo(
            failed(CallResult.BROKEN, 200, "status 200 with audio/wav, but the audio is empty"));
  }

  @Test
  void audioTooShortForTheWordsIsBroken() throws InterruptedException {
    host.next(Reply.tooShortAudio());

    assertThat(failure().detail()).contains("the audio plays 0.10 s, the words take 0.");
    assertThat(failure(Reply.tooShortAudio()).result()).isEqualTo(CallResult.BROKEN);
  }

  @Test
  void aPageInsteadOfAudioIsBroken() throws InterruptedException {
    assertThat(failure(Reply.html()).detail())
        .contains("status 200 with text/html, but it does not begin with RIFF/WAVE");
    assertThat(failure(Reply.answer(200, "application/json", "{}")).result())
        .isEqualTo(CallResult.BROKEN);
  }

  @Test
  void aCutBodyIsBroken() throws InterruptedException {
    assertThat(failure(Reply.cutBody()).result()).isEqualTo(CallResult.BROKEN);
  }

  @Test
  void aResetIsBrokenAndTheCallIsNotRepeated() throws InterruptedException {
    assertThat(failure(Reply.reset()).result()).isEqualTo(CallResult.BROKEN);
    assertThat(host.calls()).hasSize(1);
  }

  @Test
  void aRefusedConnectionIsBroken() throws InterruptedException {
    host.closePort();

    SpeechResult.Failed failed = failure();

    assertThat(failed.result()).isEqualTo(CallResult.BROKEN);
    assertThat(failed.detail()).startsWith(host.baseUrl().getAuthority() + ": not reached");
  }

  @Test
  void anUnknownHostIsBroken() throws InterruptedException {
    SpeechSynthesizer lost = synthesizer(URI.create("http://no-such-host.invalid:8880"));

    assertThat(lost.speak("call-1", ORDER, LONG))
        .isInstanceOfSatisfying(
            SpeechResult.Failed.class,
            failed -> assertThat(failed.result()).isEqualTo(CallResult.BROKEN));
  }

  @Test
  void tooManyRequestsIsOverloadedForAsLongAsTheHostSays() throws InterruptedException {
    assertThat(failure(Reply.tooManyRequests(Duration.ofSeconds(42))))
        .isEqualTo(
            new SpeechResult.Failed(
                CallResult.OVERLOADED,
                "status 429: slow down",
                Optional.of(Duration.ofSeconds(42)),
                429));
  }

  @Test
  void unavailableIsOverloadedUntilTheDateThatTheHostNames() throws InterruptedException {
    Reply unavailable =
        new Reply.Answer(503, Map.of("Retry-After", "Sun, 01 Nov 2026 12:00:30 GMT"), new byte[0]);

    assertThat(failure(unavailable))
        .isEqualTo(
            new SpeechResult.Failed(
                CallResult.OVERLOADED, "status 503", Optional.of(Duration.ofSeconds(30)), 503));
    assertThat(failure(Reply.status(503)))
        .isEqualTo(failed(CallResult.OVERLOADED, 503, "status 503"));
  }

  @ParameterizedTest
  @CsvSource({"400", "413", "422"})
  void aRefusalOfTheRequestIsUnspeakable(int status) throws InterruptedException {
    assertThat(failure(Reply.status(status)).result()).isEqualTo(CallResult.UNSPEAKABLE);
  }

  @Test
  void kokorosValidationErrorIsUnspeakable() throws InterruptedException {
    assertThat(failure(Reply.unprocessable()).result()).isEqualTo(CallResult.UNSPEAKABLE);
    assertThat(failure(Reply.badRequest()).result()).isEqualTo(CallResult.UNSPEAKABLE);
  }

  @Test
  void noSpeakableTextIsTheHostsFaultWhereThereAreWords() throws InterruptedException {
    assertThat(failure(Reply.noSpeakableText()).result()).isEqualTo(CallResult.BROKEN);
  }

  @Test
  void noSpeakableTextIsTheTextsFaultWhereThereAreNone() throws InterruptedException {
    host.next(Reply.noSpeakableText());
    SpeechOrder dots = new SpeechOrder("... !?", "af_bella", 1, AudioFormat.WAV, "kokoro");

    assertThat(synthesizer.speak("call-1", dots, LONG))
        .isInstanceOfSatisfying(
            SpeechResult.Failed.class,
            failed -> assertThat(failed.result()).isEqualTo(CallResult.UNSPEAKABLE));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectToAnotherHost(int status) throws InterruptedException {
    try (ScriptedSpeechHost other = ScriptedSpeechHost.start()) {
      Map<String, String> there = Map.of("Location", other.baseUrl() + "/v1/audio/speech");

      assertThat(failure(new Reply.Answer(status, there, new byte[0])).result())
          .isEqualTo(CallResult.BROKEN);
      assertThat(other.calls()).isEmpty();
    }
  }

  @Test
  void aHostThatHangsIsTimedOutAndCancelledOnlyThen() throws InterruptedException {
    host.next(Reply.hang());
    CompletableFuture<SpeechResult> result = inBackground(Duration.ofMillis(700));
    await("the call is there").until(() -> host.calls().size() == 1);

    await("nobody cancels it")
        .during(Duration.ofMillis(300))
        .until(() -> !result.isDone() && host.calls().getFirst().ending() == Ending.RUNNING);
    assertThat(result.join()).isEqualTo(failed(CallResult.TIMED_OUT, 0, "no answer within 700 ms"));
    await("the exchange is cancelled")
        .until(() -> host.calls().getFirst().ending() == Ending.CANCELLED);
  }

  @Test
  void anAnswerInTheGraceStillIsAudio() throws InterruptedException {
    host.next(Reply.hang());
    CompletableFuture<SpeechResult> result = inBackground(LONG);
    await("the call is there").until(() -> host.calls().size() == 1);

    host.release();

    assertThat(result.join()).isInstanceOf(SpeechResult.Spoken.class);
    assertThat(host.calls().getFirst().ending()).isEqualTo(Ending.ANSWERED);
  }

  @Test
  void anInterruptDoesNotCancelTheExchange() throws InterruptedException {
    host.next(Reply.hang());
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                synthesizer.speak("call-1", ORDER, Duration.ofMillis(1_500));
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    await("the call is there").until(() -> host.calls().size() == 1);

    caller.interrupt();
    interrupted.await();

    await("the exchange goes on")
        .during(Duration.ofMillis(300))
        .until(() -> host.calls().getFirst().ending() == Ending.RUNNING);
    await("its time is over, and nobody waits for it any more")
        .until(() -> host.calls().getFirst().ending() == Ending.CANCELLED);
  }

  @Test
  void doesNotReadABodyWithoutEnd() throws InterruptedException {
    host.next(new Reply.Answer(200, Map.of("Content-Type", "audio/wav"), new byte[(64 << 20) + 1]));

    assertThat(failure().result()).isEqualTo(CallResult.BROKEN);
  }

  @Test
  void aBodyThatStallsIsTimedOut() throws InterruptedException {
    SpeechResult result = inBackground(Duration.ofMillis(300), Reply.stall()).join();

    assertThat(result).isEqualTo(failed(CallResult.TIMED_OUT, 0, "no answer within 300 ms"));
  }

  @Test
  void keepsTheHostsWordsShortAndOnOneLine() throws InterruptedException {
    SpeechResult.Failed failed =
        failure(Reply.answer(500, "text/plain", "line\r\nbreak\u0007" + "x".repeat(5_000)));

    assertThat(failed.detail()).startsWith("status 500: line break x").hasSize(400);
  }

  @Test
  void usesAConnectionForEachCallSoThatNoStaleOneFails() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertThat(synthesizer.speak("call-1", ORDER, LONG)).isInstanceOf(SpeechResult.Spoken.class);
      host.closePort();
      host.openPort();
    }
    assertThat(host.calls()).hasSize(3);
  }

  @Test
  void speaksForManyCallersAtOnce() {
    host.always(Reply.speechAfter(Duration.ofMillis(50)));
    List<CompletableFuture<SpeechResult>> results = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      results.add(inBackground(LONG));
    }

    assertThat(results)
        .allSatisfy(r -> assertThat(r.join()).isInstanceOf(SpeechResult.Spoken.class));
  }

  private SpeechSynthesizer synthesizer(URI base) {
    return new KokoroSpeechSynthesizer(base, Duration.ofSeconds(2), clock);
  }

  private CompletableFuture<SpeechResult> inBackground(Duration atMost, Reply... replies) {
    host.next(replies);
    CompletableFuture<SpeechResult> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(synthesizer.speak("call-1", ORDER, atMost));
          } catch (InterruptedException | RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private SpeechResult.Failed failure(Reply... replies) throws InterruptedException {
    host.next(replies);
    SpeechResult result = synthesizer.speak("call-1", ORDER, LONG);
    assertThat(result).isInstanceOf(SpeechResult.Failed.class);
    return (SpeechResult.Failed) result;
  }

  private static SpeechResult.Failed failed(CallResult result, int status, String detail) {
    return new SpeechResult.Failed(result, detail, Optional.empty(), status);
  }
}
