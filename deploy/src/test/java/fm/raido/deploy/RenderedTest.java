package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example as a cluster gets it, where kubectl is there to put it together. */
class RenderedTest {
  private static List<Manifest> rendered = List.of();

  @BeforeAll
  static void render() throws IOException, InterruptedException {
    assumeTrue(Command.isThere("kubectl"), "kubectl is not there: the example is not put together");
    Command.Done done = Command.run(List.of("kubectl", "kustomize", "kubernetes/overlays/example"));
    assertThat(done.err()).isEmpty();
    rendered = Manifest.read("overlays/example", done.out());
  }

  @Test
  void everythingIsOfItsSchema() {
    for (Manifest manifest : rendered) {
      if (!manifest.kind().equals("ConfigMap")) {
        assertThat(ManifestSchemas.faults(manifest)).as(manifest.toString()).isEmpty();
      }
    }
    assertThat(rendered).hasSizeGreaterThan(20);
  }

  @Test
  void theSettingsThatAreReadAreThere() {
    Set<String> maps =
        rendered.stream()
            .filter(manifest -> manifest.kind().equals("ConfigMap"))
            .map(Manifest::name)
            .collect(Collectors.toSet());
    for (Pods pods : Pods.of(rendered)) {
      for (JsonObject container : pods.containers()) {
        Manifest.objects(container.get("envFrom")).stream()
            .filter(from -> from.has("configMapRef"))
            .forEach(from ->
                assertThat(maps)
                    .contains(Manifest.text(from.getAsJsonObject("configMapRef"), "name")));
      }
    }
  }

  @Test
  void theAutoscalerAloneSaysHowManyWorkersThereAre() {
    Manifest worker =
        rendered.stream()
            .filter(manifest ->
                manifest.kind().equals("Deployment") && manifest.name().equals("dj-worker"))
            .findFirst()
            .orElseThrow();
    assertThat(worker.at("spec", "replicas")).isNull();
    assertThat(rendered.stream().filter(manifest -> manifest.kind().equals("ScaledObject")))
        .hasSize(1);
  }

  @Test
  void everyImageHasATag() {
    for (Pods pods : Pods.of(rendered)) {
      for (JsonObject container : pods.containers()) {
        assertThat(Manifest.text(container, "image")).matches(".*:[^:/]+");
      }
    }
  }
}
