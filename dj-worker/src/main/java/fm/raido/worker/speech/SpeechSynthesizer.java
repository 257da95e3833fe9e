package fm.raido.worker.speech;

import java.time.Duration;

/** Makes speech of words. Safe for use by any thread; calls are meant for virtual ones. */
public interface SpeechSynthesizer {
  /**
   * Blocks until the host has answered, the connection failed, or the time is over. Only in the
   * last case is the exchange cancelled, never earlier: a cancelled call crashes Kokoro-FastAPI. So
   * the caller keeps the call's slot until this returns, and looks at a clock of its own to tell
   * when the call counts as timed out.
   *
   * @param callId names the call to the host too, so that its log can be held against ours
   * @param atMost call time-out and grace together
   * @return never an exception for what the host or the network did
   * @throws InterruptedException if the thread is interrupted; the exchange is left alone until
   *     {@code atMost} has passed
   */
  SpeechResult speak(String callId, SpeechOrder order, Duration atMost) throws InterruptedException;
}
