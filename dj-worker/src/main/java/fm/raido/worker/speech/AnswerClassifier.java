package fm.raido.worker.speech;

import fm.raido.schemas.protection.CallResult;
import fm.raido.worker.speech.AudioPlausibility.Verdict;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What an HTTP answer says about the host, by status and body.
 *
 * <pre>
 *   2xx, plausible audio             -> Spoken
 *   2xx, anything else               -> BROKEN
 *   429, 503                         -> OVERLOADED, with Retry-After where it is sent
 *   400 "no speakable text" on words -> BROKEN: Kokoro's answer when every part of a text failed
 *   400, 413, 422                    -> UNSPEAKABLE: the request's fault
 *   every other status               -> BROKEN; a redirect too, for it would lead to another host
 * </pre>
 */
final class AnswerClassifier {
  private AnswerClassifier() {}

  static SpeechResult classify(
      SpeechOrder order, int status, HttpHeaders headers, byte[] body, Instant now) {
    return switch (status) {
      case 429, 503 ->
          new SpeechResult.Failed(
              CallResult.OVERLOADED,
              refusal(status, body),
              headers.firstValue("Retry-After").flatMap(v -> RetryAfter.parse(v, now)),
              status);
      case 400, 413, 422 ->
          failed(
              status == 400 && claimsNoWords(body) && hasWords(order.text())
                  ? CallResult.BROKEN
                  : CallResult.UNSPEAKABLE,
              refusal(status, body),
              status);
      default ->
          status / 100 == 2
              ? heard(order, status, headers, body)
              : failed(CallResult.BROKEN, refusal(status, body), status);
    };
  }

  static SpeechResult.Failed failed(CallResult result, String detail, int status) {
    return new SpeechResult.Failed(result, oneLine(detail), Optional.empty(), status);
  }

  private static SpeechResult heard(
      SpeechOrder order, int status, HttpHeaders headers, byte[] body) {
    return switch (AudioPlausibility.judge(order, body)) {
      case Verdict.Plausible(var plays) -> new SpeechResult.Spoken(body, plays, status);
      case Verdict.Implausible(var why) ->
          failed(
              CallResult.BROKEN,
              "status "
                  + status
                  + " with "
                  + headers.firstValue("Content-Type").orElse("no content type")
                  + ", but "
                  + why,
              status);
    };
  }

  private static boolean claimsNoWords(byte[] body) {
    return new String(body, StandardCharsets.UTF_8)
        .toLowerCase(Locale.ROOT)
        .contains("no speakable text");
  }

  private static boolean hasWords(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static String refusal(int status, byte[] body) {
    String said = new String(body, 0, Math.min(body.length, 2_000), StandardCharsets.UTF_8);
    return "status " + status + (said.isBlank() ? "" : ": " + said);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= 400 ? line : line.substring(0, 397) + "...";
  }
}
