package fm.raido.agent.psi;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A small file of the kernel that is read again and again through one descriptor into one buffer.
 *
 * <p>A {@link RandomAccessFile} and no channel: an interrupt closes a channel for ever. Not safe
 * for several threads.
 */
final class KernelFile implements Closeable {
  /** The longest of these texts has about 110 characters; a full buffer counts as cut off. */
  private static final int LENGTH_MAX = 1_024;

  private final RandomAccessFile file;
  private final byte[] text = new byte[LENGTH_MAX];

  KernelFile(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
  }

  /** Reads it anew; the answer is the length of the {@link #text}. */
  int read() throws IOException {
    // A seek to the start makes the kernel write the text anew.
    file.seek(0);
    int length = 0;
    while (length < text.length) {
      int count = file.read(text, length, text.length - length);
      if (count < 0) {
        return length;
      }
      length += count;
    }
    throw new IOException("longer than " + LENGTH_MAX + " bytes");
  }

  /** What was read last; the same array each time. */
  byte[] text() {
    return text;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
