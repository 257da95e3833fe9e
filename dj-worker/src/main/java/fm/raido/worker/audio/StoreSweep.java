package fm.raido.worker.audio;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps a store under its size: least recently used first, and never what was used after {@code
 * keepAfter}, be the store over its size or not. Several workers may sweep at once. Files whose
 * names are not the store's own are not even counted.
 */
final class StoreSweep {
  private final Path dir;
  private final Instant keepAfter;

  StoreSweep(Path dir, Instant keepAfter) {
    this.dir = dir;
    this.keepAfter = keepAfter;
  }

  private enum Fate {
    REMOVED,
    GONE,
    KEPT
  }

  private record Entry(Path path, long bytes, Instant used) {}

  /** The number of files that went: audio, and what dead workers left half-written. */
  int under(long maxBytes) throws IOException {
    List<Entry> audio = new ArrayList<>();
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (AudioKey.FILE_NAME.matcher(name).matches()) {
          addIfFile(audio, file);
        } else if (Temporary.FILE_NAME.matcher(name).matches()) {
          removed += removeIfUnused(file) == Fate.REMOVED ? 1 : 0;
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    long total = audio.stream().mapToLong(Entry::bytes).sum();
    audio.sort(Comparator.comparing(Entry::used));
    for (Entry entry : audio) {
      if (total <= maxBytes || entry.used.isAfter(keepAfter)) {
        break; // it fits, or all that follow were used later still
      }
      Fate fate = removeIfUnused(entry.path);
      removed += fate == Fate.REMOVED ? 1 : 0;
      total -= fate == Fate.KEPT ? 0 : entry.bytes;
    }
    return removed;
  }

  private static void addIfFile(List<Entry> audio, Path file) throws IOException {
    try {
      BasicFileAttributes attributes = attributes(file);
      if (attributes.isRegularFile()) {
        audio.add(new Entry(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
      }
    } catch (NoSuchFileException e) {
      // Another worker sweeps too.
    }
  }

  /** Looks again just before: somebody may have used it since it was listed. */
  private Fate removeIfUnused(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = attributes(file);
      boolean used = attributes.lastModifiedTime().toInstant().isAfter(keepAfter);
      if (used || !attributes.isRegularFile()) {
        return Fate.KEPT;
      }
      return Files.deleteIfExists(file) ? Fate.REMOVED : Fate.GONE;
    } catch (NoSuchFileException e) {
      return Fate.GONE;
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
