package fm.raido.station.voice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import fm.raido.worker.fallback.LocalSpeech;
import fm.raido.worker.fallback.LocalVoice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The endpoints of a speech host that the worker and people look at. */
final class VoiceEndpoints implements HttpHandler {
  /** Speaking and waiting together; a worker asks for two at once. */
  private static final int CALLS_MAX = 8;

  /** A text of 4,096 characters and everything around it. */
  private static final int BODY_BYTES_MAX = 64 * 1024;

  /** The worker's call time-out is 15 s: who waits longer here is not listened to any more. */
  private static final Duration SPEAKS_AT_MOST = Duration.ofSeconds(30);

  private final Semaphore calls = new Semaphore(CALLS_MAX);
  private final LocalVoice voice;

  VoiceEndpoints(LocalVoice voice) {
    this.voice = voice;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange).send(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private VoiceAnswer answer(HttpExchange exchange) throws IOException, InterruptedException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    return switch (call) {
      case "POST /v1/audio/speech" -> speech(exchange);
      case "GET /health" -> VoiceAnswer.json(200, Map.of("status", "healthy"));
      case "GET /v1/audio/voices" ->
          VoiceAnswer.json(
              200,
              Map.of("voices", List.of(Map.of("id", LocalVoice.NAME, "name", LocalVoice.NAME))));
      default -> VoiceAnswer.json(404, Map.of("detail", "Not Found"));
    };
  }

  private VoiceAnswer speech(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      return VoiceAnswer.error(
          413, "too_large", "at most " + BODY_BYTES_MAX + " bytes", "invalid_request_error");
    }
    return switch (VoiceOrder.read(body)) {
      case VoiceOrder.Reading.Refused(var answer) -> answer;
      case VoiceOrder.Reading.Valid(var order) -> speech(order);
    };
  }

  private VoiceAnswer speech(VoiceOrder order) throws InterruptedException {
    if (!calls.tryAcquire()) {
      return VoiceAnswer.busy();
    }
    try {
      return switch (voice.speak(order.input(), order.speed(), SPEAKS_AT_MOST)) {
        case LocalSpeech.Said(var wav) -> VoiceAnswer.wav(wav);
        case LocalSpeech.NothingToSay() ->
            VoiceAnswer.error(
                400,
                "validation_error",
                "Input contains no speakable text",
                "invalid_request_error");
        case LocalSpeech.NotSaid(var why) ->
            VoiceAnswer.error(500, "processing_error", why, "server_error");
      };
    } finally {
      calls.release();
    }
  }
}
