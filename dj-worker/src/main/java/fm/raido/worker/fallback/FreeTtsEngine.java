package fm.raido.worker.fallback;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * FreeTTS with the voice {@code kevin16}: 16 kHz, mono, robotic, some 20 ms for a sentence and 6 MB
 * an instance (measured).
 *
 * <p>The voice is made from its own directory class rather than by FreeTTS's manager, which wants
 * system properties and searches the class path. And it gets an output thread of its own: by
 * default all voices of a JVM share one, so that one stuck voice would silence all of them.
 */
final class FreeTtsEngine implements VoiceEngine {
  private static final String NAME = "kevin16";
  private static final int SAMPLE_RATE = 16_000;

  /**
   * One voice of a JVM speaks, or is loaded, at a time: FreeTTS's {@code LetterToSoundImpl} keeps
   * its phonemes in a static list that each load fills anew, and a voice that spoke meanwhile was
   * seen to fail with an {@code IndexOutOfBoundsException}.
   */
  private static final ReentrantLock TURN = new ReentrantLock();

  /** Far longer than a sentence takes. */
  private static final Duration TURN_WITHIN = Duration.ofSeconds(2);

  private final Voice voice;
  private final float ownRate;

  FreeTtsEngine() {
    voice = inTurn(FreeTtsEngine::allocated);
    ownRate = voice.getRate();
  }

  private static Voice allocated() {
    Voice voice =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(candidate -> candidate.getName().equals(NAME))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("FreeTTS has no voice " + NAME));
    voice.setOutputQueue(Voice.createOutputThread());
    voice.allocate();
    return voice;
  }

  @Override
  public float[] speak(String text, double speed) {
    return inTurn(() -> synthesize(text, speed));
  }

  /**
   * Does it in turn; who waits too long goes on, for one that hangs must not silence the others.
   */
  private static <T> T inTurn(Supplier<T> work) {
    boolean alone = false;
    try {
      alone = TURN.tryLock(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before its turn", e);
    } finally {
      if (alone) {
        TURN.unlock();
      }
    }
  }

  private float[] synthesize(String text, double speed) {
    SampleCollector samples = new SampleCollector();
    AudioPlayer player = samples;
    voice.setAudioPlayer(player);
    voice.setRate((float) (ownRate * speed));
    if (!voice.speak(text)) {
      throw new IllegalStateException("FreeTTS gave up");
    }
    return samples.samples();
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  /** Ends the output thread; the voice is of no use afterwards. */
  @Override
  public void close() {
    voice.getOutputQueue().close();
  }
}
