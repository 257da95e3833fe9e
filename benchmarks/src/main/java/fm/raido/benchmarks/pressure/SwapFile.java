package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Swap in a file, for as long as it is needed. Needs root. */
final class SwapFile implements AutoCloseable {
  private static final String NAME = "raido-bench-swap";
  private static final long SECONDS = 120;

  private final Path file;
  private final Runnable removing = this::remove;

  private SwapFile(Path file) {
    this.file = file;
  }

  /** Makes one, and removes what a run that was killed has left. */
  static SwapFile of(Path directory, int mebibytes) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/swaps"))) {
        String left = line.split("\\s+", 2)[0];
        if (left.endsWith("/" + NAME)) {
          Shell.run(SECONDS, "swapoff", left);
          Files.deleteIfExists(Path.of(left));
        }
      }
      Path file = directory.toAbsolutePath().resolve(NAME);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      SwapFile swap = new SwapFile(file);
      AtEnd.remember(swap.removing);
      Shell.run(SECONDS, "fallocate", "-l", mebibytes + "MiB", file.toString());
      Shell.run(SECONDS, "mkswap", file.toString());
      Shell.run(SECONDS, "swapon", file.toString());
      return swap;
    } catch (IOException e) {
      throw new BenchmarkFailed("no swap file can be made in " + directory + ": " + e, e);
    }
  }

  @Override
  public void close() {
    AtEnd.undo(removing);
  }

  private void remove() {
    try {
      boolean used =
          Files.readAllLines(Path.of("/proc/swaps")).stream()
              .anyMatch(line -> line.startsWith(file + " "));
      if (used) {
        Shell.run(SECONDS, "swapoff", file.toString());
      }
      Files.deleteIfExists(file);
    } catch (IOException | BenchmarkFailed e) {
      System.err.println("the swap file " + file + " cannot be removed: " + e.getMessage());
    }
  }
}
