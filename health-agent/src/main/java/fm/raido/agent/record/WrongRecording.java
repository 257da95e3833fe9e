package fm.raido.agent.record;

/** A file that is no recording, or none that this code can read; the message says why. */
public final class WrongRecording extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongRecording(String message) {
    super(message);
  }
}
