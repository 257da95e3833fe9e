package fm.raido.worker.sound;

/** Bytes are not the sound that they should be; the message says what is wrong with them. */
public final class UnreadableSound extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableSound(String message) {
    super(message);
  }
}
