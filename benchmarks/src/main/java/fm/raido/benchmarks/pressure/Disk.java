package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk under a directory.
 *
 * @param numbers the kernel's numbers of the whole disk, such as {@code 254:0}
 * @param name such as {@code vda}
 */
record Disk(String numbers, String name) {

  /** The disk under that directory; a partition's whole disk, which is what can be throttled. */
  static Disk under(Path directory) {
    try {
      long device = ((Number) Files.getAttribute(directory, "unix:dev")).longValue();
      long major = (device >> 8) & 0xfff;
      long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
      Path link = Path.of("/sys/dev/block/" + major + ":" + minor);
      if (!Files.exists(link)) {
        throw new BenchmarkFailed(
            directory + " is on no disk: choose a directory on one with --keep DIR");
      }
      Path block = link.toRealPath();
      Path whole = Files.exists(block.resolve("partition")) ? block.getParent() : block;
      if (whole == null) {
        throw new BenchmarkFailed("the disk of " + block + " cannot be found");
      }
      return new Disk(
          Files.readString(whole.resolve("dev")).strip(), String.valueOf(whole.getFileName()));
    } catch (IOException e) {
      throw new BenchmarkFailed("the disk under " + directory + " cannot be found: " + e, e);
    }
  }

  /** What is known of it, in words. */
  String words() {
    try {
      String rotates =
          Files.readString(Path.of("/sys/block/" + name + "/queue/rotational")).strip();
      return name + (rotates.equals("0") ? ", does not rotate" : ", says that it rotates");
    } catch (IOException e) {
      return name;
    }
  }
}
