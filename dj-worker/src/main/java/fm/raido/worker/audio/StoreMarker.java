package fm.raido.worker.audio;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The file that names a store: two workers that read the same id from it share one volume. It is
 * never overwritten.
 */
final class StoreMarker {
  static final String FILE = ".raido-store";

  private StoreMarker() {}

  /** The id of the store in that directory, made up if it has none yet. */
  static String readOrCreate(Path dir, FileWriting disk) throws IOException {
    try {
      return read(dir);
    } catch (NoSuchFileException e) {
      create(dir, disk);
      return read(dir);
    }
  }

  /**
   * The id.
   *
   * @throws NoSuchFileException if there is none
   */
  static String read(Path dir) throws IOException {
    Path marker = dir.resolve(FILE);
    if (Files.isSymbolicLink(marker)) {
      throw new IOException(FILE + " is a link");
    }
    if (Files.exists(marker, LinkOption.NOFOLLOW_LINKS) && Files.size(marker) > 100) {
      throw new IOException(FILE + " is no marker");
    }
    String id = Files.readString(marker).strip();
    if (!id.matches("[0-9a-f-]{36}")) {
      throw new IOException(FILE + " is no marker");
    }
    return id;
  }

  /** Whole or not at all, and by one worker alone: written aside, then given its name by a link. */
  private static void create(Path dir, FileWriting disk) throws IOException {
    Path aside = dir.resolve(Temporary.name(FILE));
    try {
      disk.write(
          aside, (UUID.randomUUID() + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      try {
        Files.createLink(dir.resolve(FILE), aside);
      } catch (FileAlreadyExistsException e) {
        // Another worker was quicker; its id counts.
      } catch (UnsupportedOperationException | IOException e) {
        // A volume without hard links: a move that does not replace is the nearest to it.
        moveIfAbsent(aside, dir.resolve(FILE));
      }
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void moveIfAbsent(Path from, Path to) throws IOException {
    try {
      Files.move(from, to);
    } catch (FileAlreadyExistsException e) {
      // As above.
    }
  }
}
