package fm.raido.worker.fallback;

/** One voice in this process. For one caller at a time; may throw anything, or never return. */
interface VoiceEngine extends AutoCloseable {
  /**
   * Speaks.
   *
   * @param text of {@link SpeakableText}
   * @param speed 0.25 to 4
   * @return mono samples from -1 to 1 at {@link #sampleRate()}
   */
  float[] speak(String text, double speed);

  /** In Hz. */
  int sampleRate();

  /** Lets go of what it holds; also while it speaks. */
  @Override
  default void close() {}
}
