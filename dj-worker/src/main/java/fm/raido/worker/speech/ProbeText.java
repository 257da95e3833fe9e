package fm.raido.worker.speech;

/**
 * What a probe says. Only a synthesis proves that a speech host can speak: Kokoro's health endpoint
 * answers with a constant.
 */
public final class ProbeText {
  /** Short, so that a sick host is asked for as little as possible (about a second of audio). */
  public static final String TEXT = "One, two, three.";

  private ProbeText() {}

  /** A probe in the voice that requests would use. */
  public static SpeechOrder order(SpeechOrder like) {
    return new SpeechOrder(TEXT, like.voice(), like.speed(), like.format(), like.model());
  }
}
