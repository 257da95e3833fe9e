package fm.raido.testkit;

import java.time.Instant;

/**
 * One call that a {@link ScriptedSpeechHost} got, as it stands now.
 *
 * @param at when its request had been read
 * @param path of its URL
 * @param body of its request, JSON
 * @param text the words in it
 * @param atOnce how many calls were running then, this one included
 * @param ending what became of it
 */
public record SpeechCall(
    Instant at, String path, String body, String text, int atOnce, Ending ending) {

  /** What became of a call. */
  public enum Ending {
    RUNNING,
    /** As scripted, a reset or a cut answer too. */
    ANSWERED,
    /** The caller went away first. */
    CANCELLED
  }

  SpeechCall ended(Ending how) {
    return new SpeechCall(at, path, body, text, atOnce, how);
  }
}
