package fm.raido.worker.speech;

import fm.raido.schemas.protection.CallResult;
import java.time.Duration;
import java.util.Optional;

/** What became of one call. */
public sealed interface SpeechResult {
  /**
   * Audio came and can be what was asked for.
   *
   * @param audio the file as the host sent it
   * @param plays how long it plays
   * @param status the HTTP status of the answer
   */
  // An array in a record: it is handed on once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Spoken(byte[] audio, Duration plays, int status) implements SpeechResult {}

  /**
   * No audio.
   *
   * @param result {@code OVERLOADED}, {@code BROKEN}, {@code UNSPEAKABLE} or {@code TIMED_OUT}
   * @param detail why, in words for people; at most 400 characters on one line
   * @param retryAfter how long the host wants to be left alone, where it said so
   * @param status the HTTP status of the answer; 0 where none came
   */
  record Failed(CallResult result, String detail, Optional<Duration> retryAfter, int status)
      implements SpeechResult {}
}
