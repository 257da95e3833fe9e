package fm.raido.worker.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Writes one new file and has it on the disk when it returns. A port, so that a disk can be full.
 */
@FunctionalInterface
interface FileWriting {
  void write(Path newFile, byte[] content) throws IOException;

  /** Never through a link, never over a file that is there. */
  static void synced(Path newFile, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            newFile,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
      if (out.size() != content.length) {
        throw new IOException(out.size() + " of " + content.length + " bytes arrived");
      }
    }
  }
}
