package fm.raido.producer.http;

import fm.raido.producer.intake.IntakeTally.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;

/**
 * Reads request bodies that stay within three bounds, all measured while reading, for a declared
 * length may be missing or a lie: bytes of one body, bytes of all bodies that are being read at
 * this moment, and time. Safe for use by any thread.
 */
public final class BodyReader {
  /** One announcement: a record of it is no larger. */
  public static final int ONE_MAX = 64 * 1024;

  /** A batch. */
  public static final int BATCH_MAX = 1024 * 1024;

  private static final int CHUNK = 8 * 1024;

  private final long allMax;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final AtomicLong held = new AtomicLong();

  /**
   * A reader.
   *
   * @param allMax bytes of all bodies that are read at the same time
   * @param patience how long a body may take to arrive
   * @param nanoTime {@link System#nanoTime}
   */
  public BodyReader(long allMax, Duration patience, LongSupplier nanoTime) {
    this.allMax = allMax;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** 32 MiB over all, 10 s for each. */
  public static BodyReader standard() {
    return new BodyReader(32L << 20, Duration.ofSeconds(10), System::nanoTime);
  }

  /**
   * Reads a body of one announcement, at most {@link #ONE_MAX}, or where it begins with a bracket
   * of a batch, at most {@link #BATCH_MAX}.
   */
  public byte[] announcements(InputStream in) throws IOException, BodyRefused {
    return read(in, BATCH_MAX, ONE_MAX);
  }

  /**
   * Reads a body of any form.
   *
   * @param max bytes it may have
   */
  public byte[] document(InputStream in, int max) throws IOException, BodyRefused {
    return read(in, max, max);
  }

  private byte[] read(InputStream in, int arrayMax, int otherMax) throws IOException, BodyRefused {
    long deadline = nanoTime.getAsLong() + patience.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    Boolean array = null;
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        body.write(chunk, 0, n);
        boolean room = held.addAndGet(n) <= allMax;
        if (array == null) {
          array = startsArray(chunk, n);
        }
        int max = Boolean.TRUE.equals(array) ? arrayMax : otherMax;
        if (body.size() > max) {
          throw tooLarge(max);
        }
        if (!room) {
          throw new BodyRefused(
              HttpStatus.SERVICE_UNAVAILABLE, Reason.BUSY, "too many bodies at once; repeat");
        }
        if (nanoTime.getAsLong() - deadline > 0) {
          throw tooSlow();
        }
      }
    } catch (SocketTimeoutException e) {
      throw tooSlow();
    } finally {
      held.addAndGet(-body.size());
    }
    return body.toByteArray();
  }

  /** Whether the first byte that is no white space opens an array; null where there is none yet. */
  private static @org.jspecify.annotations.Nullable Boolean startsArray(byte[] chunk, int n) {
    for (int i = 0; i < n; i++) {
      if (!Character.isWhitespace(chunk[i])) {
        return chunk[i] == '[';
      }
    }
    return null;
  }

  private BodyRefused tooSlow() {
    return new BodyRefused(
        HttpStatus.REQUEST_TIMEOUT,
        Reason.TOO_SLOW,
        "the body must arrive within " + patience.toSeconds() + " s");
  }

  private static BodyRefused tooLarge(int max) {
    return new BodyRefused(
        HttpStatus.CONTENT_TOO_LARGE,
        Reason.TOO_LARGE,
        "the body must be at most " + max + " bytes");
  }
}
