package fm.raido.agent.oshi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What OSHI does not tell of a control group's memory: how much of it the kernel can drop. */
final class CgroupMemory {
  private final Path root;
  private final Path ownGroups;

  /**
   * @param root the file system of groups, {@code /sys/fs/cgroup}
   * @param ownGroups the list of this process's groups, {@code /proc/self/cgroup}
   */
  CgroupMemory(Path root, Path ownGroups) {
    this.root = root;
    this.ownGroups = ownGroups;
  }

  /** File cache not touched for long, in bytes; empty where it cannot be read. */
  OptionalLong inactiveFileBytes(int version) {
    boolean second = version == 2;
    Path base = second ? root : root.resolve("memory");
    String name = second ? "inactive_file" : "total_inactive_file";
    // In a container of its own name space the group is the root; else it is where the list says.
    for (Path group : List.of(base.resolve(ownGroup(second)), base)) {
      Path stat = group.resolve("memory.stat");
      if (Files.isReadable(stat)) {
        return value(stat, name);
      }
    }
    return OptionalLong.empty();
  }

  private String ownGroup(boolean second) {
    try {
      for (String line : Files.readAllLines(ownGroups)) {
        String[] parts = line.split(":", 3);
        boolean ours =
            parts.length == 3
                && (second
                    ? parts[1].isEmpty()
                    : List.of(parts[1].split(",", -1)).contains("memory"));
        if (ours) {
          return parts[2].replaceFirst("^/+", "");
        }
      }
    } catch (IOException e) {
      return "";
    }
    return "";
  }

  private static OptionalLong value(Path stat, String name) {
    try {
      for (String line : Files.readAllLines(stat)) {
        if (line.startsWith(name + " ")) {
          return OptionalLong.of(Long.parseLong(line.substring(name.length() + 1).strip()));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
