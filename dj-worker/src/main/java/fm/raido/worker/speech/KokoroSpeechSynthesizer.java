package fm.raido.worker.speech;

import static fm.raido.worker.speech.AnswerClassifier.failed;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.schemas.wire.Json;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks through a Kokoro-FastAPI or any OpenAI-compatible speech server, over HTTP/1.1. It reaches
 * the configured host alone: no redirect is followed and no proxy is used.
 *
 * <p>Every call has a connection of its own. A kept one that the host has closed meanwhile (uvicorn
 * does after 5 s) would fail as if the host were broken, and a call is far too dear to be lost for
 * a handshake saved.
 */
public final class KokoroSpeechSynthesizer implements SpeechSynthesizer {
  /** 64 MiB of 24 kHz mono wav are 23 minutes; a text of 4,096 characters takes five. */
  private static final long AUDIO_BYTES_MAX = 64L << 20;

  /** What a refusal may have to say for itself. */
  private static final long REFUSAL_BYTES_MAX = 1L << 20;

  private final URI speechUrl;
  private final Duration connectTimeout;
  private final Clock clock;
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param baseUrl of the speech server, with or without {@code /v1} at its end
   * @param connectTimeout for reaching it
   * @param clock tells how far away an HTTP date is
   */
  public KokoroSpeechSynthesizer(URI baseUrl, Duration connectTimeout, Clock clock) {
    this.speechUrl = speechUrl(baseUrl);
    this.connectTimeout = connectTimeout;
    this.clock = clock;
  }

  /**
   * What is called.
   *
   * @param baseUrl of the speech server, with or without {@code /v1} at its end
   */
  public static URI speechUrl(URI baseUrl) {
    return URI.create(baseUrl.toString().replaceFirst("(/v1)?/*$", "") + "/v1/audio/speech");
  }

  @Override
  public SpeechResult speak(String callId, SpeechOrder order, Duration atMost)
      throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(connectTimeout)
            .executor(executor)
            .build();
    try {
      return ask(client, callId, order, atMost);
    } finally {
      // Not close(): that would wait for an exchange which an interrupt has left running.
      client.shutdown();
    }
  }

  private SpeechResult ask(HttpClient client, String callId, SpeechOrder order, Duration atMost)
      throws InterruptedException {
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request(callId, order), KokoroSpeechSynthesizer::boundedBody);
    try {
      HttpResponse<byte[]> answer = exchange.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return AnswerClassifier.classify(
          order, answer.statusCode(), answer.headers(), answer.body(), clock.instant());
    } catch (TimeoutException e) {
      exchange.cancel(true);
      return failed(CallResult.TIMED_OUT, "no answer within " + atMost.toMillis() + " ms", 0);
    } catch (InterruptedException e) {
      long left = atMost.toNanos() - (System.nanoTime() - start);
      CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS)
          .execute(() -> exchange.cancel(true));
      throw e;
    } catch (ExecutionException e) {
      return failed(CallResult.BROKEN, brokenBy(e.getCause() == null ? e : e.getCause()), 0);
    }
  }

  private HttpRequest request(String callId, SpeechOrder order) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", order.model());
    body.put("input", order.text());
    body.put("voice", order.voice());
    body.put("response_format", order.format() == AudioFormat.WAV ? "wav" : "mp3");
    body.put("speed", order.speed());
    // Kokoro streams by default, and then an error in the middle is a short audio with status 200.
    body.put("stream", false);
    return HttpRequest.newBuilder(speechUrl)
        .header("Content-Type", "application/json")
        .header("X-Request-Id", callId)
        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
        .build();
  }

  private static HttpResponse.BodySubscriber<byte[]> boundedBody(HttpResponse.ResponseInfo info) {
    long most = info.statusCode() / 100 == 2 ? AUDIO_BYTES_MAX : REFUSAL_BYTES_MAX;
    return BodyHandlers.limiting(BodyHandlers.ofByteArray(), most).apply(info);
  }

  private String brokenBy(Throwable cause) {
    String what =
        switch (cause) {
          case HttpConnectTimeoutException _ ->
              "not reached within " + connectTimeout.toMillis() + " ms";
          case ConnectException _ -> "not reached";
          default -> "the connection broke";
        };
    String detail = cause.getMessage();
    return speechUrl.getAuthority()
        + ": "
        + what
        + (detail == null ? " (" + cause.getClass().getSimpleName() + ")" : " (" + detail + ")");
  }
}
