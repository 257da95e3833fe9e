package fm.raido.agent.psi;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A small file of the kernel that is read again and again through one descriptor into one buffer.
 *
 * <p>A {@link RandomAccessFile} and no channel: an interrupt closes a channel for ever. Not safe
 * for several threads.
 */
final class KernelFile implements Closeable {
  private static final int USUAL_LENGTH = 1_024;

  private final RandomAccessFile file;
  private final int lengthMax;
  private byte[] text;

  /**
   * @param lengthMax the most bytes that the text may have; a longer one counts as cut off
   */
  KernelFile(Path path, int lengthMax) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    this.lengthMax = lengthMax;
    text = new byte[Math.min(lengthMax, USUAL_LENGTH) + 1];
  }

  /** Reads it anew; the answer is the length of the {@link #text}. */
  int read() throws IOException {
    // A seek to the start makes the kernel write the text anew.
    file.seek(0);
    int length = 0;
    while (true) {
      int count = file.read(text, length, text.length - length);
      if (count < 0) {
        return length;
      }
      length += count;
      if (length == text.length) {
        grow(length);
      } else if (length > 0 && text[length - 1] == '\n') {
        // The kernel gives such a text in one piece, so another read to hear of its end is saved.
        return length;
      }
    }
  }

  private void grow(int length) throws IOException {
    if (length > lengthMax) {
      throw new IOException("longer than " + lengthMax + " bytes");
    }
    text = Arrays.copyOf(text, Math.min(lengthMax + 1, 4 * length));
  }

  /** What was read last; mostly the same array. */
  byte[] text() {
    return text;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
