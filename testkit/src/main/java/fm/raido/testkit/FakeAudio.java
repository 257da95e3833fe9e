package fm.raido.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Audio of a wanted length: a tone as wav, silence as mp3. */
public final class FakeAudio {
  private static final int SAMPLE_RATE = 8_000;
  private static final double CHARACTERS_PER_SECOND = 15;

  /** MPEG 2, layer 3, 128 kbit/s, 24 kHz, mono: what Kokoro sends. 384 bytes are 24 ms. */
  private static final int MP3_FRAME_HEADER = 0xFFF3_C4C4;

  private static final int MP3_FRAME_BYTES = 384;
  private static final double MP3_FRAME_SECONDS = 0.024;

  private FakeAudio() {}

  /** How long a voice would speak a text, in seconds. */
  public static double secondsFor(String text, double speed) {
    return Math.max(0.3, text.length() / CHARACTERS_PER_SECOND / speed);
  }

  /** A 440 Hz tone with true sizes in its header. */
  public static byte[] wav(double seconds) {
    return wav(seconds, false);
  }

  /** The same with the sizes 0xFFFFFFFF, as a server that streams writes them. */
  public static byte[] streamedWav(double seconds) {
    return wav(seconds, true);
  }

  /** Frames of silence. */
  public static byte[] mp3(double seconds) {
    int frames = (int) Math.ceil(seconds / MP3_FRAME_SECONDS);
    byte[] file = new byte[frames * MP3_FRAME_BYTES];
    for (int frame = 0; frame < frames; frame++) {
      ByteBuffer.wrap(file).putInt(frame * MP3_FRAME_BYTES, MP3_FRAME_HEADER);
    }
    return file;
  }

  private static byte[] wav(double seconds, boolean sizesUnknown) {
    int samples = (int) Math.round(seconds * SAMPLE_RATE);
    byte[] file = new byte[44 + 2 * samples];
    ByteBuffer out =
        ByteBuffer.wrap(file)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("RIFF"))
            .putInt(sizesUnknown ? -1 : file.length - 8)
            .put(ascii("WAVEfmt "))
            .putInt(16)
            .putShort((short) 1)
            .putShort((short) 1)
            .putInt(SAMPLE_RATE)
            .putInt(2 * SAMPLE_RATE)
            .putShort((short) 2)
            .putShort((short) 16)
            .put(ascii("data"))
            .putInt(sizesUnknown ? -1 : 2 * samples);
    for (int i = 0; i < samples; i++) {
      out.putShort((short) (8_000 * Math.sin(2 * Math.PI * 440 * i / SAMPLE_RATE)));
    }
    return file;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
