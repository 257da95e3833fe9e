package fm.raido.worker.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Where the samples of a RIFF/WAVE file lie and what they are.
 *
 * @param tag 1 for PCM, 3 for floating point; that of the sub-format where the header is extensible
 * @param channels 1 to 32
 * @param sampleRate in Hz
 * @param bits of one sample: 8, 16, 24, 32 or 64
 * @param dataOffset of the first sample, in bytes
 * @param dataLength of the samples, in bytes; what is really there, in whole frames
 */
public record Wav(
    int tag, int channels, int sampleRate, int bits, int dataOffset, long dataLength) {
  private static final int RIFF = fourCharacters("RIFF");
  private static final int WAVE = fourCharacters("WAVE");
  private static final int FMT = fourCharacters("fmt ");
  private static final int DATA = fourCharacters("data");
  private static final int PCM = 1;
  private static final int EXTENSIBLE = 0xFFFE;

  /** Header of {@link #write}: RIFF 12, fmt 24, data 8. */
  static final int HEADER_BYTES = 44;

  /**
   * From here on a size says "unknown": a server that streams cannot know it and writes 0xFFFFFFFF
   * (Kokoro-FastAPI) or 0x7FFFFFFF and a bit less; no real file of ours is so long.
   */
  private static final long UNKNOWN_SIZE = 0x7FFF_0000L;

  /** Reads a whole file. */
  public static Wav read(byte[] file) throws UnreadableSound {
    return read(file, file.length);
  }

  /**
   * Reads the header.
   *
   * @param head the beginning of the file, as far as its first sample at least
   * @param fileLength of the whole file, in bytes
   * @throws UnreadableSound if it is no wav file, or shorter than its header says
   */
  public static Wav read(byte[] head, long fileLength) throws UnreadableSound {
    ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < 12 || in.getInt(0) != RIFF || in.getInt(8) != WAVE) {
      throw new UnreadableSound("it does not begin with RIFF/WAVE");
    }
    boolean wholeSizeKnown = Integer.toUnsignedLong(in.getInt(4)) == fileLength - 8;
    int format = -1;
    long at = 12;
    while (at + 8 <= head.length) {
      int name = in.getInt((int) at);
      long size = Integer.toUnsignedLong(in.getInt((int) at + 4));
      long body = at + 8;
      if (name == DATA) {
        if (format < 0) {
          throw new UnreadableSound("the wav header has no format before its samples");
        }
        long there = fileLength - body;
        boolean unknown = size >= UNKNOWN_SIZE || (size == 0 && !wholeSizeKnown);
        if (!unknown && size > there) {
          throw new UnreadableSound(
              "the wav header says " + size + " bytes of samples, " + there + " are there");
        }
        return of(in, format, (int) body, unknown ? there : size);
      }
      if (name == FMT) {
        if (size < 16 || body + size > head.length) {
          throw new UnreadableSound("the wav header's format is cut");
        }
        format = (int) body;
      }
      at = body + size + (size & 1);
    }
    throw new UnreadableSound("the wav file has no samples");
  }

  private static Wav of(ByteBuffer in, int format, int dataOffset, long bytes)
      throws UnreadableSound {
    int tag = Short.toUnsignedInt(in.getShort(format));
    if (tag == EXTENSIBLE && format + 26 <= dataOffset) {
      tag = Short.toUnsignedInt(in.getShort(format + 24));
    }
    int channels = Short.toUnsignedInt(in.getShort(format + 2));
    int rate = in.getInt(format + 4);
    int bits = Short.toUnsignedInt(in.getShort(format + 14));
    boolean sampleKnown = bits == 8 || bits == 16 || bits == 24 || bits == 32 || bits == 64;
    if (channels < 1 || channels > 32 || rate < 1_000 || rate > 768_000 || !sampleKnown) {
      throw new UnreadableSound(
          "the wav header says " + channels + " channels, " + rate + " Hz, " + bits + " bits");
    }
    long frame = (long) channels * bits / 8;
    return new Wav(tag, channels, rate, bits, dataOffset, bytes - bytes % frame);
  }

  /** How long it plays. */
  public Duration plays() {
    long frames = dataLength / ((long) channels * bits / 8);
    return Duration.ofNanos(Math.round(frames * 1e9 / sampleRate));
  }

  /** Whether {@link Levelling} can read its samples. */
  boolean isPcm16() {
    return tag == PCM && bits == 16;
  }

  /**
   * The samples of a 16-bit file, all channels interleaved, from -1 to 1.
   *
   * @param file the file that this header was read from
   */
  float[] samples(byte[] file) {
    float[] samples = new float[(int) (dataLength / 2)];
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = in.getShort(dataOffset + 2 * i) / 32_768f;
    }
    return samples;
  }

  /** A 16-bit PCM file with a plain 44-byte header; samples outside -1 to 1 are clipped. */
  public static byte[] write(int sampleRate, int channels, float[] samples) {
    byte[] file = new byte[HEADER_BYTES + samples.length * 2];
    ByteBuffer out = putHeader(file, PCM, channels, sampleRate, 16);
    for (float sample : samples) {
      out.putShort((short) Math.clamp(Math.round(sample * 32_768f), -32_768, 32_767));
    }
    return file;
  }

  /** The same samples behind a plain header with true sizes and no other chunks. */
  byte[] repaired(byte[] file) {
    byte[] repaired = new byte[HEADER_BYTES + (int) dataLength];
    putHeader(repaired, tag, channels, sampleRate, bits).put(file, dataOffset, (int) dataLength);
    return repaired;
  }

  /** Writes the header of a file of that length; the buffer stands where the samples begin. */
  private static ByteBuffer putHeader(byte[] file, int tag, int channels, int rate, int bits) {
    int frame = channels * bits / 8;
    return ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(RIFF)
        .putInt(file.length - 8)
        .putInt(WAVE)
        .putInt(FMT)
        .putInt(16)
        .putShort((short) tag)
        .putShort((short) channels)
        .putInt(rate)
        .putInt(rate * frame)
        .putShort((short) frame)
        .putShort((short) bits)
        .putInt(DATA)
        .putInt(file.length - HEADER_BYTES);
  }

  private static int fourCharacters(String name) {
    return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt();
  }
}
