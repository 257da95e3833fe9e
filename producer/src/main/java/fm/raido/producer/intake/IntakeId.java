package fm.raido.producer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids for announcements that bring none. */
public final class IntakeId {
  private IntakeId() {}

  /** An id that nobody has had: a random UUID. */
  public static String random() {
    return UUID.randomUUID().toString();
  }

  /**
   * The id of an idempotency key: the same for the same station and key, in every process and after
   * every restart.
   */
  public static String ofKey(String station, String key) {
    return derived("idempotency-key", station, key);
  }

  /**
   * The key of one announcement of a batch that came with one key for all. The sign between cannot
   * stand in a header, so it is nobody's own key.
   */
  public static String keyInBatch(String key, int index) {
    return key + "\u0000" + index;
  }

  /**
   * A UUID of version 8 made from the SHA-256 of the parts, each with its length before it, so that
   * {@code ("ab", "c")} and {@code ("a", "bc")} differ.
   */
  public static String derived(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low).toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
