package fm.raido.worker.sound;

import java.time.Duration;

/**
 * MPEG audio, layer 3. Its length is summed over the frames, so that it holds for constant and for
 * variable bit rates (Kokoro-FastAPI sends 128 kbit/s constant: bytes / 16,000).
 *
 * @param frames whole frames that were found one behind the other
 * @param plays how long they play
 */
public record Mp3(int frames, Duration plays) {
  private static final int[] KBITS_MPEG1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
  };
  private static final int[] KBITS_MPEG2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0
  };
  private static final int[] RATES_MPEG1 = {44_100, 48_000, 32_000, 0};

  /**
   * Reads a whole file: frames until the first bytes that are none (a tag at the end, say).
   *
   * @throws UnreadableSound if there is no whole frame behind the ID3 tag, if any
   */
  public static Mp3 read(byte[] file) throws UnreadableSound {
    int at = afterId3(file);
    double seconds = 0;
    int frames = 0;
    while (at + 4 <= file.length) {
      Frame frame = Frame.at(file, at);
      if (frame == null || at + frame.bytes > file.length) {
        break;
      }
      seconds += (double) frame.samples / frame.rate;
      frames++;
      at += frame.bytes;
    }
    if (frames == 0) {
      throw new UnreadableSound("it holds no mp3 frame");
    }
    return new Mp3(frames, Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  private static int afterId3(byte[] file) {
    if (file.length < 10 || file[0] != 'I' || file[1] != 'D' || file[2] != '3') {
      return 0;
    }
    // Four bytes of seven bits: the tag's size never looks like a frame.
    int size =
        (file[6] & 0x7F) << 21 | (file[7] & 0x7F) << 14 | (file[8] & 0x7F) << 7 | (file[9] & 0x7F);
    boolean footer = (file[5] & 0x10) != 0;
    return 10 + size + (footer ? 10 : 0);
  }

  private record Frame(int bytes, int samples, int rate) {
    static @org.jspecify.annotations.Nullable Frame at(byte[] file, int at) {
      int header =
          (file[at] & 0xFF) << 24
              | (file[at + 1] & 0xFF) << 16
              | (file[at + 2] & 0xFF) << 8
              | (file[at + 3] & 0xFF);
      int version = header >>> 19 & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
      int layer = header >>> 17 & 3; // 1: layer 3
      if (header >>> 21 != 0x7FF || version == 1 || layer != 1) {
        return null;
      }
      boolean mpeg1 = version == 3;
      int kbits = (mpeg1 ? KBITS_MPEG1 : KBITS_MPEG2)[header >>> 12 & 15];
      int rate = RATES_MPEG1[header >>> 10 & 3] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
      if (kbits == 0 || rate == 0) {
        return null;
      }
      int samples = mpeg1 ? 1_152 : 576;
      int padding = header >>> 9 & 1;
      return new Frame(samples / 8 * kbits * 1_000 / rate + padding, samples, rate);
    }
  }
}
