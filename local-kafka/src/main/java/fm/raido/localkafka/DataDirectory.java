package fm.raido.localkafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The broker's directory while this process holds it: locked against a second broker, and
 * formatted. Its layout is told in the package's description.
 */
final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String LOGS = "kafka";
  private static final String UNFINISHED = "kafka.new";
  private static final String META = "meta.properties";

  private final Path logs;
  private final FileChannel lock;

  private DataDirectory(Path logs, FileChannel lock) {
    this.logs = logs;
    this.lock = lock;
  }

  /**
   * Opens a directory, creates and formats it where it is new.
   *
   * @throws LocalKafkaException if somebody else holds it, it belongs to something else, or it
   *     cannot be written
   */
  static DataDirectory open(Path dir) {
    Path absolute = dir.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      refuseForeign(absolute);
      FileChannel lock = lock(absolute);
      try {
        Path logs = absolute.resolve(LOGS);
        if (Files.exists(logs)) {
          requireOurs(logs);
        } else {
          format(absolute.resolve(UNFINISHED), logs);
        }
        return new DataDirectory(logs, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new LocalKafkaException(
          "Kafka's data directory %s cannot be used: %s; choose another one or give this user the right to write there"
              .formatted(absolute, reason(e)),
          e);
    }
  }

  /** Where the broker keeps its logs. */
  Path logs() {
    return logs;
  }

  /** Lets the directory go; for use when the broker has stopped. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseForeign(Path dir) throws IOException {
    if (Files.exists(dir.resolve(LOGS))) {
      return;
    }
    try (Stream<Path> files = Files.list(dir)) {
      List<String> foreign =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals(LOCK) && !name.equals(UNFINISHED))
              .filter(name -> !name.startsWith("."))
              .sorted()
              .limit(3)
              .toList();
      if (!foreign.isEmpty()) {
        throw new LocalKafkaException(
            "Kafka's data directory %s holds other files (%s): choose an empty or a new directory"
                .formatted(dir, String.join(", ", foreign)));
      }
    }
  }

  private static FileChannel lock(Path dir) throws IOException {
    FileChannel channel =
        FileChannel.open(dir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      throw new LocalKafkaException(
          "Kafka's data directory %s is in use by another process: stop that one, or choose another directory"
              .formatted(dir));
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      return null;
    }
  }

  private static void requireOurs(Path logs) throws IOException {
    Path meta = logs.resolve(META);
    if (!Files.isRegularFile(meta)) {
      throw new LocalKafkaException(
          "%s is not the data of a local Kafka (it has no %s): choose another directory"
              .formatted(logs, META));
    }
    Properties properties = new Properties();
    try (var in = Files.newInputStream(meta)) {
      properties.load(in);
    } catch (IllegalArgumentException e) {
      throw new LocalKafkaException("%s cannot be read: %s".formatted(meta, reason(e)), e);
    }
    String node = properties.getProperty("node.id");
    if (!Integer.toString(BrokerConfig.NODE_ID).equals(node)
        || properties.getProperty("cluster.id") == null) {
      throw new LocalKafkaException(
          "%s belongs to another Kafka (node.id is %s, cluster.id is %s): choose another directory"
              .formatted(logs, node, properties.getProperty("cluster.id")));
    }
  }

  /** Formats beside its place and renames, so that a kill in between leaves nothing half made. */
  private static void format(Path unfinished, Path logs) throws IOException {
    deleteTree(unfinished);
    Files.createDirectory(unfinished);
    try {
      NodeFormat.write(
          unfinished,
          BrokerConfig.NODE_ID,
          Uuid.randomUuid().toString(),
          BrokerConfig.CONTROLLER_LISTENER);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new LocalKafkaException(
          "Kafka's data directory %s cannot be formatted: %s".formatted(logs, reason(e)), e);
    }
    Files.move(unfinished, logs, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteTree(Path dir) throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    String name = e.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }
}
