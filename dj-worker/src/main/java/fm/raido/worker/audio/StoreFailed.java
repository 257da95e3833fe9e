package fm.raido.worker.audio;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The audio store cannot be used: full, read-only, gone, or not the one that was opened. The
 * message is one line for people. It says nothing about the speech host.
 */
public final class StoreFailed extends IOException {
  private static final long serialVersionUID = 1L;

  StoreFailed(String message) {
    super(message);
  }

  StoreFailed(Path dir, String doing, IOException cause) {
    super("audio store " + dir + ": " + doing + " failed: " + why(cause), cause);
  }

  private static String why(IOException cause) {
    String name = cause.getClass().getSimpleName();
    if (cause instanceof FileSystemException file) {
      return file.getReason() == null ? name : file.getReason();
    }
    return cause.getMessage() == null ? name : cause.getMessage();
  }
}
