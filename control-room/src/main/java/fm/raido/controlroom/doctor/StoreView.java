package fm.raido.controlroom.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The directory of the audio store as this machine has it.
 *
 * @param exists whether it is there
 * @param marker the id in its marker file; empty where there is none
 * @param writeFault why a test write failed; empty where it went well
 * @param free bytes that may still be written
 * @param used bytes that the store's files take
 */
record StoreView(
    boolean exists, Optional<String> marker, Optional<String> writeFault, long free, long used) {
  /** Size of the test write: that of a short announcement. */
  private static final int TEST_BYTES = 256 * 1024;

  /** A worker names its stores by it (see dj-worker's audio store). */
  private static final String MARKER = ".raido-store";

  static StoreView read(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return new StoreView(false, Optional.empty(), Optional.empty(), 0, 0);
    }
    return new StoreView(
        true, marker(dir), writeFault(dir), Files.getFileStore(dir).getUsableSpace(), used(dir));
  }

  private static Optional<String> marker(Path dir) throws IOException {
    Path marker = dir.resolve(MARKER);
    return Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS) && Files.size(marker) <= 100
        ? Optional.of(Files.readString(marker).strip())
        : Optional.empty();
  }

  private static Optional<String> writeFault(Path dir) {
    try {
      // A worker's sweep takes such a name for what a dead one left behind.
      Path test = dir.resolve(".raido-part-" + UUID.randomUUID() + "-doctor");
      try {
        Files.write(test, new byte[TEST_BYTES], StandardOpenOption.CREATE_NEW);
      } finally {
        Files.deleteIfExists(test);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  private static long used(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.mapToLong(StoreView::size).sum();
    }
  }

  /** A worker may remove a file while it is looked at. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
