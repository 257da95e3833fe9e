package fm.raido.controlroom.audio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of one flat directory. A name is one that the store makes, {@code commentary_} and 32
 * hex digits: no separator, dot or drive can be spelled with it. A link in the place of such a file
 * is not followed, when it is opened either. Safe for use by any thread.
 */
public final class AudioFiles {
  private static final Pattern NAME = Pattern.compile("commentary_[0-9a-f]{32}\\.(wav|mp3)");

  private final Path directory;

  /**
   * @param directory the store; it need not exist yet
   */
  public AudioFiles(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /**
   * An open file.
   *
   * @param channel to be closed by whoever asked
   * @param bytes its size
   * @param type its media type
   */
  public record Sound(FileChannel channel, long bytes, String type) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * Opens a file; empty where the store has none of that name.
   *
   * @throws IOException if it is there and cannot be read
   */
  public Optional<Sound> open(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Path file = directory.resolve(name);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      // Between the look and here somebody may have put a link in its place.
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Sound(channel, channel.size(), type(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static String type(String name) {
    return name.endsWith(".wav") ? "audio/wav" : "audio/mpeg";
  }
}
