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
  private final RandomAccessFile file;
  private final byte[] text;

  /**
   * @param lengthMax the most bytes that the text may have; a longer one counts as cut off
   */
  KernelFile(Path path, int lengthMax) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    text = new byte[lengthMax + 1];
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
      // The kernel gives such a text in one piece, so another read to hear of its end is saved.
      if (length > 0 && length < text.length && text[length - 1] == '\n') {
        return length;
      }
    }
    throw new IOException("longer than " + (text.length - 1) + " bytes");
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
