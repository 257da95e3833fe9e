package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KustomizationTest {
  private static final String NAME = "kustomization.yaml";

  static List<Path> kustomizations() {
    return ManifestFiles.files().stream().filter(KustomizationTest::isKustomization).toList();
  }

  private static boolean isKustomization(Path file) {
    return file.endsWith(NAME);
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void whatItNamesIsThere(Path file) {
    Path dir = file.resolveSibling("");
    Manifest kustomization = ManifestFiles.read(file).getFirst();
    for (String field : List.of("resources", "components")) {
      for (String named : Manifest.texts(kustomization.at(field))) {
        Path path = dir.resolve(named).normalize();
        assertThat(Files.isDirectory(path) ? path.resolve(NAME) : path).exists();
      }
    }
    for (var generator : Manifest.objects(kustomization.at("configMapGenerator"))) {
      Manifest.texts(generator.get("envs")).forEach(env -> assertThat(dir.resolve(env)).exists());
    }
  }

  @Test
  void everyFileIsNamedByTheKustomizationBesideIt() {
    for (Path file : ManifestFiles.files()) {
      if (!isKustomization(file)) {
        Manifest kustomization = ManifestFiles.read(file.resolveSibling(NAME)).getFirst();
        assertThat(Manifest.texts(kustomization.at("resources")))
            .contains(String.valueOf(file.getFileName()));
      }
    }
  }

  @Test
  void eachOfOurImagesHasATagInTheExample() {
    Manifest example =
        ManifestFiles.read(ManifestFiles.KUBERNETES.resolve("overlays/example").resolve(NAME))
            .getFirst();
    List<String> tagged =
        Manifest.objects(example.at("images")).stream()
            .map(image -> Manifest.text(image, "name"))
            .toList();
    List<String> used =
        Pods.all().stream()
            .filter(pod -> !pod.manifest().file().contains("topics-job"))
            .flatMap(pod -> pod.containers().stream())
            .map(container -> Manifest.text(container, "image"))
            .filter(image -> !image.contains(":"))
            .toList();
    assertThat(tagged).containsExactlyInAnyOrderElementsOf(used);
  }
}
