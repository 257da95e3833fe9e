package fm.raido.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What this process can tell of the machine it runs on.
 *
 * @param name the machine's name, or empty
 * @param containerHint what says that this is a container, or empty where nothing does
 */
record Machine(String name, String containerHint) {
  private static final List<String> GROUP_WORDS =
      List.of("docker", "kubepods", "containerd", "libpod", "lxc", "crio");

  boolean isContainer() {
    return !containerHint.isEmpty();
  }

  /** This machine. */
  static Machine here() {
    return read(Path.of("/"), System.getenv());
  }

  /** A machine whose file system begins at {@code root}. */
  static Machine read(Path root, Map<String, String> environment) {
    return new Machine(name(root, environment), hint(root, environment));
  }

  private static String hint(Path root, Map<String, String> environment) {
    for (String file : List.of(".dockerenv", "run/.containerenv")) {
      if (Files.exists(root.resolve(file))) {
        return "/" + file + " is there";
      }
    }
    for (String variable : List.of("KUBERNETES_SERVICE_HOST", "container")) {
      if (!environment.getOrDefault(variable, "").isBlank()) {
        return variable + " is set";
      }
    }
    // The first process is the container's own where there is one; a host's is in no such group.
    String groups = text(root.resolve("proc/1/cgroup"));
    return GROUP_WORDS.stream()
        .filter(groups::contains)
        .findFirst()
        .map(word -> "/proc/1/cgroup names " + word)
        .orElse("");
  }

  private static String name(Path root, Map<String, String> environment) {
    String kernel = text(root.resolve("proc/sys/kernel/hostname")).strip();
    if (!kernel.isEmpty()) {
      return kernel;
    }
    for (String variable : List.of("COMPUTERNAME", "HOSTNAME")) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        return value.strip();
      }
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  private static String text(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
