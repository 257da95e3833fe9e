package fm.raido.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The YAML files under {@code deploy/kubernetes}. Tests run in {@code deploy}. */
final class ManifestFiles {
  static final Path KUBERNETES = Path.of("kubernetes");
  static final Path BASE = KUBERNETES.resolve("base");
  static final Path COMPONENTS = KUBERNETES.resolve("components");
  static final Path SETTINGS = BASE.resolve("settings.env");

  private ManifestFiles() {}

  /** Every file, in the order of their names. */
  static List<Path> files() {
    try (Stream<Path> all = Files.walk(KUBERNETES)) {
      return all.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every document of every file. */
  static List<Manifest> all() {
    return files().stream().flatMap(file -> read(file).stream()).toList();
  }

  static List<Manifest> read(Path file) {
    return Manifest.read(KUBERNETES.relativize(file).toString(), text(file));
  }

  /** Those of a kind. */
  static List<Manifest> of(String kind) {
    return all().stream().filter(manifest -> manifest.kind().equals(kind)).toList();
  }

  /** The only one of that kind and name. */
  static Manifest one(String kind, String name) {
    List<Manifest> found =
        of(kind).stream().filter(manifest -> manifest.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " times " + kind + " " + name);
    }
    return found.getFirst();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
