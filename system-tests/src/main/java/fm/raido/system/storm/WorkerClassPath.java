package fm.raido.system.storm;

import fm.raido.station.Raido;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * This JVM's class path without the directories of classes that tests bring along: a JVM's archive
 * of loaded classes takes jars alone.
 */
public final class WorkerClassPath {
  private WorkerClassPath() {}

  /** As it is given to a JVM. */
  public static String get() {
    String separator = System.getProperty("path.separator");
    boolean packaged = location().endsWith(".jar");
    return Arrays.stream(System.getProperty("java.class.path").split(separator, -1))
        .filter(entry -> !packaged || entry.endsWith(".jar"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(separator));
  }

  private static String location() {
    return Raido.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
