package fm.raido.system.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A file system in memory of so many bytes, mounted where only the processes see it that are
 * started {@link #inside} it; everybody else sees the empty directory below. It needs Linux with
 * user namespaces and no rights at all.
 *
 * <p>A process of its own keeps the mount and ends when its standard input does: so nothing is left
 * behind, however the JVM that made it ends. {@code /proc/PID/root} leads to the mount from
 * outside, good enough to fill and to look, but not for an audio store: {@link Path#toRealPath}
 * follows it to the directory below.
 */
public final class SmallDisk implements AutoCloseable {
  /** A shell, a mount and an answer; seconds only on a machine that is very busy. */
  private static final int PATIENCE_SECONDS = 20;

  private static final String READY = "mounted";
  private static final String FILLER = ".filler";

  private final Process keeper;
  private final Path path;

  private SmallDisk(Process keeper, Path path) {
    this.keeper = keeper;
    this.path = path;
  }

  /**
   * Mounts one, if this machine lets us.
   *
   * @param directory an empty directory, to be mounted over
   * @param bytes its size, at least a page; rounded up to pages
   */
  public static DiskMade tryMake(Path directory, long bytes) {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return new DiskMade.NotHere("a small disk needs Linux");
    }
    Path path = directory.toAbsolutePath().normalize();
    try {
      return make(path, bytes);
    } catch (IOException e) {
      return new DiskMade.NotHere("no small disk: " + e.getMessage());
    }
  }

  private static DiskMade make(Path path, long bytes) throws IOException {
    // The path is no part of the script: it may contain anything.
    String script =
        "mount -t tmpfs -o size=$1,mode=0777 tmpfs \"$2\" && echo " + READY + " && exec cat";
    Process keeper =
        new ProcessBuilder(
                "unshare", "-rm", "sh", "-c", script, "sh", Long.toString(bytes), path.toString())
            .redirectErrorStream(true)
            .start();
    SmallDisk disk = new SmallDisk(keeper, path);
    // Not closed: the stream belongs to the process.
    BufferedReader said = keeper.inputReader(UTF_8);
    String line = said.readLine();
    if (!READY.equals(line)) {
      disk.close();
      return new DiskMade.NotHere("no small disk: " + (line == null ? "no answer" : line));
    }
    String refusal = disk.run(List.of("mountpoint", "-q", path.toString()));
    if (!refusal.isEmpty()) {
      disk.close();
      return new DiskMade.NotHere("a small disk, but nobody can be started on it: " + refusal);
    }
    return new DiskMade.Ready(disk);
  }

  /** Where it is, for processes started {@link #inside}. */
  public Path path() {
    return path;
  }

  /** Where a file of this disk is, for everybody of this user: to look at it, no more. */
  public Path fromOutside(String file) {
    Path root = Path.of("/proc", Long.toString(keeper.pid()), "root");
    return root.resolve(path.getRoot().relativize(path)).resolve(file);
  }

  /**
   * The command that starts the given one where this disk is mounted. The process keeps its parent,
   * its id, its network and its user, which it sees as root.
   */
  public List<String> inside(List<String> command) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target",
                Long.toString(keeper.pid()),
                "--user",
                "--mount",
                "--preserve-credentials",
                "--"));
    all.addAll(command);
    return List.copyOf(all);
  }

  /** Writes until not one byte more can be written. */
  public void fill() {
    byte[] page = new byte[4_096];
    try (OutputStream out =
        Files.newOutputStream(
            fromOutside(FILLER), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (freeBytes() > 0) {
        out.write(page);
      }
    } catch (IOException e) {
      if (freeBytes() > 0) {
        throw new UncheckedIOException("the disk cannot be filled", e);
      }
      // Somebody else took the last page.
    }
  }

  /** Gives the room back that {@link #fill} took. */
  public void free() {
    try {
      Files.deleteIfExists(fromOutside(FILLER));
    } catch (IOException e) {
      throw new UncheckedIOException("the disk cannot be freed", e);
    }
  }

  /** Bytes that can still be written. */
  public long freeBytes() {
    return fromOutside("").toFile().getUsableSpace();
  }

  /** Lets it go; it vanishes when the last process on it has ended. */
  @Override
  public void close() {
    keeper.destroyForcibly();
  }

  /** What went wrong; empty if nothing did. */
  private String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(inside(command)).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return command.getFirst() + " does not end";
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    if (process.exitValue() == 0) {
      return "";
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    return said.isEmpty() ? command.getFirst() + " says " + process.exitValue() : said;
  }
}
