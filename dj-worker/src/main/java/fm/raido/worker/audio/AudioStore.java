package fm.raido.worker.audio;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.worker.sound.Levelling;
import fm.raido.worker.sound.Mp3;
import fm.raido.worker.sound.UnreadableSound;
import fm.raido.worker.sound.Wav;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Audio files in one flat directory, named {@code commentary_<32 hex digits>.<wav|mp3>} by what
 * shaped them. A file is whole or not there: it is written aside, synced and renamed. Any number of
 * threads and of workers may use the same directory; two puts of one key leave the one file.
 *
 * <p>Names are made from hashes alone, never from a request, and links inside the directory are not
 * followed. A file's time of modification is when it was last used.
 */
public final class AudioStore {
  /** Size of a test write, in bytes: that of a short announcement. */
  private static final int TEST_BYTES = 256 * 1024;

  /** What was used so lately is never swept: an outcome may name it and still wait to be aired. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** A use is written down at most so often, to spare a shared volume; {@link #sweep} allows it. */
  private static final Duration TOUCHED_EVERY = Duration.ofMinutes(5);

  /** Our own wav files have their samples behind 44 bytes. */
  private static final int WAV_HEAD_BYTES = 4_096;

  private final Path dir;
  private final long maxBytes;
  private final Clock clock;
  private final FileWriting disk;
  private volatile int largestFailed;
  private final String marker;

  private AudioStore(Path dir, long maxBytes, Clock clock, FileWriting disk, String marker) {
    this.dir = dir;
    this.maxBytes = maxBytes;
    this.clock = clock;
    this.disk = disk;
    this.marker = marker;
  }

  /**
   * Opens the store in that directory and creates it where it is missing.
   *
   * @param maxBytes what {@link #sweep} keeps it under
   * @throws StoreFailed if it cannot be created, read or marked
   */
  public static AudioStore open(Path dir, long maxBytes, Clock clock) throws StoreFailed {
    return open(dir, maxBytes, clock, FileWriting::synced);
  }

  static AudioStore open(Path dir, long maxBytes, Clock clock, FileWriting disk)
      throws StoreFailed {
    try {
      Files.createDirectories(dir);
      Path real = dir.toRealPath();
      return new AudioStore(real, maxBytes, clock, disk, StoreMarker.readOrCreate(real, disk));
    } catch (IOException e) {
      throw new StoreFailed(dir, "opening it", e);
    }
  }

  /** The id of this store, the same for all workers that share it. */
  public String marker() {
    return marker;
  }

  /** The directory, without links. */
  public Path directory() {
    return dir;
  }

  /**
   * The audio of that key, if it is there and can be played; this counts as a use.
   *
   * @throws StoreFailed if the store cannot be read
   */
  public Optional<StoredAudio> find(AudioKey key) throws StoreFailed {
    Path file = dir.resolve(key.fileName());
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile() || attributes.size() == 0) {
        return Optional.empty();
      }
      Duration plays = plays(key.format(), file, attributes.size());
      touch(file, attributes.lastModifiedTime().toInstant());
      return Optional.of(new StoredAudio(key.fileName(), key.format(), attributes.size(), plays));
    } catch (NoSuchFileException | UnreadableSound e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreFailed(dir, "reading " + key.fileName(), e);
    }
  }

  /**
   * Stores audio: wav brought to one loudness and with a true header, mp3 as it came.
   *
   * @param audio that {@code SpeechResult.Spoken} or a voice of our own brought
   * @throws StoreFailed if it could not be written; nothing of it is left then
   * @throws IllegalArgumentException if it is no such audio: whoever brings it has checked it
   */
  public StoredAudio put(AudioKey key, byte[] audio) throws StoreFailed {
    byte[] content;
    Duration plays;
    try {
      content = key.format() == AudioFormat.WAV ? Levelling.levelled(audio) : audio;
      plays =
          switch (key.format()) {
            case WAV -> Wav.read(content).plays();
            case MP3 -> Mp3.read(content).plays();
          };
    } catch (UnreadableSound e) {
      throw new IllegalArgumentException("audio for the store: " + e.getMessage(), e);
    }
    write(key.fileName(), content, "writing " + key.fileName());
    return new StoredAudio(key.fileName(), key.format(), content.length, plays);
  }

  /**
   * Proves that the store can be written and still is the one that was opened.
   *
   * @throws StoreFailed if not
   */
  public void testWrite() throws StoreFailed {
    // As large as what could not be written: a nearly full disk takes some bytes for a long time.
    byte[] content = new byte[Math.max(TEST_BYTES, largestFailed)];
    Path aside = dir.resolve(Temporary.name("test"));
    try {
      checkMarker();
      try {
        disk.write(aside, content);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw failed("a test write", e);
    }
  }

  /**
   * Removes the least recently used audio until the store is under its size, but nothing used
   * within the last hour, and what dead workers left half-written.
   *
   * @return how many files went
   * @throws StoreFailed if the store cannot be read or a file cannot be removed
   */
  public int sweep() throws StoreFailed {
    Instant keepAfter = clock.instant().minus(KEPT).minus(TOUCHED_EVERY);
    try {
      return new StoreSweep(dir, keepAfter).under(maxBytes);
    } catch (IOException e) {
      throw new StoreFailed(dir, "sweeping it", e);
    }
  }

  private void write(String name, byte[] content, String doing) throws StoreFailed {
    Path aside = dir.resolve(Temporary.name(name));
    try {
      checkMarker();
      try {
        disk.write(aside, content);
        Files.setLastModifiedTime(aside, FileTime.from(clock.instant()));
        Files.move(aside, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
      syncDirectory();
    } catch (IOException e) {
      largestFailed = Math.max(largestFailed, content.length);
      throw failed(doing, e);
    }
  }

  /**
   * An unmounted volume leaves an empty directory behind; what is written there nobody will hear.
   */
  private void checkMarker() throws IOException {
    String now;
    try {
      now = StoreMarker.read(dir);
    } catch (NoSuchFileException e) {
      throw new StoreFailed("audio store " + dir + ": its marker is gone; is the volume mounted?");
    }
    if (!now.equals(marker)) {
      throw new StoreFailed("audio store " + dir + ": it is another store than the one opened");
    }
  }

  private StoreFailed failed(String doing, IOException e) {
    return e instanceof StoreFailed already ? already : new StoreFailed(dir, doing, e);
  }

  /** The new name survives a power cut only then. */
  private void syncDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(dir, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private void touch(Path file, Instant lastUse) throws IOException {
    Instant now = clock.instant();
    if (lastUse.isBefore(now.minus(TOUCHED_EVERY))) {
      Files.setLastModifiedTime(file, FileTime.from(now));
    }
  }

  private static Duration plays(AudioFormat format, Path file, long bytes)
      throws IOException, UnreadableSound {
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return switch (format) {
        case WAV -> Wav.read(in.readNBytes(WAV_HEAD_BYTES), bytes).plays();
        case MP3 -> Mp3.read(in.readAllBytes()).plays();
      };
    }
  }
}
