package fm.raido.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call that a {@link ScriptedSpeechHost} got, as it stands now.
 *
 * @param callId its {@code X-Request-Id}, or null
 * @param at when its request had been read
 * @param path of its URL
 * @param body of its request, JSON
 * @param text the words in it
 * @param atOnce how many calls were running then, this one included
 * @param ending what became of it
 */
public record SpeechCall(
    @Nullable String callId,
    Instant at,
    String path,
    String body,
    String text,
    int atOnce,
    Ending ending) {

  /** What became of a call. */
  public enum Ending {
    RUNNING,
    /** As scripted, a reset or a cut answer too. */
    ANSWERED,
    /** The caller went away first. */
    CANCELLED
  }

  SpeechCall ended(Ending how) {
    return new SpeechCall(callId, at, path, body, text, atOnce, how);
  }
}
