package fm.raido.worker.speech;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.worker.sound.Levelling;
import fm.raido.worker.sound.Mp3;
import fm.raido.worker.sound.UnreadableSound;
import fm.raido.worker.sound.Wav;
import java.time.Duration;

/**
 * Tells audio from what merely arrived with status 200. Kokoro-FastAPI drops a failed part of a
 * text silently, so size and length are held against the words.
 *
 * <p>The bounds are generous, because a wrong "implausible" counts against a healthy host. Voices
 * speak about 15 characters a second at speed 1 (FACTS of Kokoro; kevin16 was measured at 10 to
 * 15), the quickest about 25.
 *
 * <ul>
 *   <li>At least 0.4 of letters and digits / 15: these are some 80 % of a text, so 25 characters a
 *       second still gives 0.7. Speeds under 1 do not raise the bound: some servers ignore them.
 *   <li>At most 6 times characters / 15, and 10 s: digits and unpronounceable words, which are
 *       spelled, were measured at 4.2 times. Speeds over 1 do not lower the bound.
 * </ul>
 */
final class AudioPlausibility {
  private static final double CHARACTERS_PER_SECOND = 15;
  private static final double LEAST_SHARE = 0.4;
  private static final double MOST_TIMES = 6;
  private static final double MOST_EXTRA_SECONDS = 10;

  private AudioPlausibility() {}

  /** What is to be thought of an answer's body. */
  sealed interface Verdict {
    record Plausible(Duration plays) implements Verdict {}

    record Implausible(String why) implements Verdict {}
  }

  static Verdict judge(SpeechOrder order, byte[] body) {
    if (body.length == 0) {
      return new Verdict.Implausible("the audio is empty");
    }
    Duration plays;
    try {
      plays =
          switch (order.format()) {
            case WAV -> Wav.read(body).plays();
            case MP3 -> Mp3.read(body).plays();
          };
      if (order.format() == AudioFormat.WAV && Levelling.peak(body) == 0) {
        return new Verdict.Implausible("the audio is silent");
      }
    } catch (UnreadableSound e) {
      return new Verdict.Implausible(e.getMessage() + " (" + body.length + " bytes)");
    }
    double seconds = plays.toNanos() / 1e9;
    double least = leastSeconds(order);
    double most = mostSeconds(order);
    if (seconds < least || seconds > most || seconds == 0) {
      return new Verdict.Implausible(
          String.format(
              java.util.Locale.ROOT,
              "the audio plays %.2f s, the words take %.2f to %.1f s",
              seconds,
              least,
              most));
    }
    return new Verdict.Plausible(plays);
  }

  private static double leastSeconds(SpeechOrder order) {
    long spoken = order.text().codePoints().filter(Character::isLetterOrDigit).count();
    return LEAST_SHARE * spoken / CHARACTERS_PER_SECOND / Math.max(1, order.speed());
  }

  private static double mostSeconds(SpeechOrder order) {
    double all = order.text().codePointCount(0, order.text().length());
    return (MOST_TIMES * all / CHARACTERS_PER_SECOND + MOST_EXTRA_SECONDS)
        / Math.min(1, order.speed());
  }
}
