package fm.raido.system.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The published jars among this JVM's classes. A node gets these and {@link NodeJar}, but nothing
 * else of ours: archives of loaded classes do not take directories, and what does not change with
 * every build needs no new archive.
 */
final class NodeClassPath {
  private static final String OURS = "fm/raido/";

  private NodeClassPath() {}

  /** In the order of this JVM's class path. */
  static List<Path> publishedJars() throws IOException {
    Deque<Path> open = new ArrayDeque<>();
    Arrays.stream(
            System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .forEach(open::add);
    Set<Path> seen = new LinkedHashSet<>();
    Set<Path> published = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Path entry = open.removeFirst();
      if (!entry.toString().endsWith(".jar") || !Files.isRegularFile(entry) || !seen.add(entry)) {
        continue;
      }
      try (JarFile jar = new JarFile(entry.toFile())) {
        if (jar.stream().noneMatch(file -> file.getName().startsWith(OURS))) {
          published.add(entry);
        }
        List<Path> named = namedBy(entry, jar.getManifest());
        named.reversed().forEach(open::addFirst);
      }
    }
    return List.copyOf(published);
  }

  /** A program's jar may name the jars beside it. */
  private static List<Path> namedBy(Path jar, @Nullable Manifest manifest) {
    String names =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    if (names == null) {
      return List.of();
    }
    URI base = jar.toUri();
    return Arrays.stream(names.strip().split("\\s+", -1))
        .map(base::resolve)
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(Path::of)
        .toList();
  }
}
