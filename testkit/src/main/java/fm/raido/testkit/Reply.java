package fm.raido.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What a {@link ScriptedSpeechHost} does with one call. */
public sealed interface Reply {
  /** Audio as long as the words take, after a delay; wav has the sentinel sizes of Kokoro. */
  record Speech(Duration delay) implements Reply {}

  /** Never answers, until {@link ScriptedSpeechHost#release()}: then with audio. */
  record Hang() implements Reply {}

  /** Closes the connection with a reset once the request has been read. */
  record Reset() implements Reply {}

  /** Promises a body, sends half of it, and closes. */
  record CutBody() implements Reply {}

  /** Sends half of a body and then nothing more, until the caller goes away. */
  record Stall() implements Reply {}

  /** A fixed answer. */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, Map<String, String> headers, byte[] body) implements Reply {}

  static Reply speech() {
    return new Speech(Duration.ZERO);
  }

  static Reply speechAfter(Duration delay) {
    return new Speech(delay);
  }

  static Reply hang() {
    return new Hang();
  }

  static Reply reset() {
    return new Reset();
  }

  static Reply cutBody() {
    return new CutBody();
  }

  static Reply stall() {
    return new Stall();
  }

  static Reply emptyAudio() {
    return new Answer(200, Map.of("Content-Type", "audio/wav"), new byte[0]);
  }

  /** A tenth of a second of audio, whatever the words. */
  static Reply tooShortAudio() {
    return new Answer(200, Map.of("Content-Type", "audio/wav"), FakeAudio.wav(0.1));
  }

  static Reply html() {
    return answer(200, "text/html", "<!doctype html><title>It works!</title>");
  }

  /** 500 in Kokoro's shape. */
  static Reply broken() {
    return kokoroError(500, "processing_error", "CUDA out of memory");
  }

  /** What Kokoro says when every part of a text failed, whatever the cause. */
  static Reply noSpeakableText() {
    return kokoroError(400, "validation_error", "Input contains no speakable text");
  }

  static Reply badRequest() {
    return kokoroError(400, "validation_error", "Voice 'nobody' not found");
  }

  static Reply unprocessable() {
    return answer(
        422,
        "application/json",
        "{\"detail\":[{\"type\":\"string_type\",\"loc\":[\"body\",\"voice\"],\"msg\":\"no\"}]}");
  }

  static Reply tooManyRequests(Duration retryAfter) {
    return new Answer(
        429,
        Map.of("Retry-After", Long.toString(retryAfter.toSeconds())),
        "slow down".getBytes(StandardCharsets.UTF_8));
  }

  static Reply redirect(String location) {
    return new Answer(302, Map.of("Location", location), new byte[0]);
  }

  static Reply status(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  static Reply answer(int status, String contentType, String body) {
    return new Answer(
        status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Reply kokoroError(int status, String error, String message) {
    return answer(
        status,
        "application/json",
        "{\"detail\":{\"error\":\"%s\",\"message\":\"%s\",\"type\":\"x\"}}"
            .formatted(error, message));
  }
}
