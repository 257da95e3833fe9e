package fm.raido.worker.fallback;

import com.sun.speech.freetts.audio.AudioPlayer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import org.jspecify.annotations.Nullable;

/**
 * A FreeTTS "player" that keeps the samples. Everything about time and volume means nothing here.
 */
final class SampleCollector implements AudioPlayer {
  /** A text of 4,096 unpronounceable characters at a quarter of the speed is 75 minutes. */
  private static final int BYTES_MAX = 160 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable AudioFormat format;
  private float volume = 1;

  /**
   * What was spoken, from -1 to 1.
   *
   * @throws IllegalStateException if the voice spoke in another format than 16-bit mono
   */
  synchronized float[] samples() {
    if (bytes.size() == 0) {
      return new float[0];
    }
    AudioFormat spoken = format;
    if (spoken == null || spoken.getSampleSizeInBits() != 16 || spoken.getChannels() != 1) {
      throw new IllegalStateException("FreeTTS spoke in format " + spoken);
    }
    ByteBuffer in =
        ByteBuffer.wrap(bytes.toByteArray())
            .order(spoken.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    float[] samples = new float[bytes.size() / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = in.getShort() / 32_768f;
    }
    return samples;
  }

  @Override
  public boolean write(byte[] audio) {
    return write(audio, 0, audio.length);
  }

  /** Returns false, which makes FreeTTS stop, when it has got too much. */
  @Override
  public synchronized boolean write(byte[] audio, int offset, int size) {
    if (bytes.size() + size > BYTES_MAX) {
      return false;
    }
    bytes.write(audio, offset, size);
    return true;
  }

  @Override
  public synchronized void setAudioFormat(AudioFormat spoken) {
    format = spoken;
  }

  @Override
  public synchronized @Nullable AudioFormat getAudioFormat() {
    return format;
  }

  @Override
  public void setVolume(float wanted) {
    volume = wanted;
  }

  @Override
  public float getVolume() {
    return volume;
  }

  @Override
  public long getTime() {
    return 0;
  }

  @Override
  public boolean drain() {
    return true;
  }

  @Override
  public boolean end() {
    return true;
  }

  @Override
  public void begin(int size) {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void reset() {}

  @Override
  public void cancel() {}

  @Override
  public void close() {}

  @Override
  public void resetTime() {}

  @Override
  public void startFirstSampleTimer() {}

  @Override
  public void showMetrics() {}
}
