package fm.raido.worker.audio;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.worker.speech.SpeechOrder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names audio by what shapes it.
 *
 * @param hash SHA-256 in lower-case hex
 * @param format the file's format
 */
public record AudioKey(String hash, AudioFormat format) {
  /** Raised when the store changes what it does to audio, for then the same order sounds new. */
  private static final String SCHEME = "raido-audio-1";

  /**
   * 32 hex digits are 128 bits: two orders that meet by accident are not to be expected. The prefix
   * is the one under which playout systems know announcements.
   */
  private static final int FILE_NAME_DIGITS = 32;

  static final Pattern FILE_NAME = Pattern.compile("commentary_[0-9a-f]{32}\\.(wav|mp3)");

  public AudioKey {
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: " + hash);
    }
  }

  /** The key of what a speech host makes of an order. */
  public static AudioKey of(SpeechOrder order) {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(canonical)) {
      write(out, SCHEME);
      write(out, order.text());
      write(out, order.voice());
      out.writeLong(Double.doubleToLongBits(order.speed()));
      write(out, order.format().name());
      write(out, order.model());
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array took no bytes", e);
    }
    return new AudioKey(sha256(canonical.toByteArray()), order.format());
  }

  /** The key of audio that no words shaped: a station's own clip, by its content. */
  public static AudioKey ofClip(byte[] clip, AudioFormat format) {
    return of(new SpeechOrder("", "", 1, format, "clip:" + sha256(clip)));
  }

  /** Its file in the store: flat, so that playout needs the directory and the name alone. */
  public String fileName() {
    return "commentary_"
        + hash.substring(0, FILE_NAME_DIGITS)
        + "."
        + format.name().toLowerCase(Locale.ROOT);
  }

  /** Length first, so that no two different orders read the same; UTF-16, so that none is lossy. */
  private static void write(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
