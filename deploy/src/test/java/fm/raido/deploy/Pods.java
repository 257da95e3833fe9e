package fm.raido.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes pods.
 *
 * @param manifest of which kind ever
 * @param template of its pods
 */
record Pods(Manifest manifest, JsonObject template) {

  static List<Pods> all() {
    return of(ManifestFiles.all());
  }

  static List<Pods> of(List<Manifest> manifests) {
    List<Pods> pods = new ArrayList<>();
    for (Manifest manifest : manifests) {
      JsonObject template = manifest.podTemplate();
      if (template != null) {
        pods.add(new Pods(manifest, template));
      }
    }
    return pods;
  }

  static Pods named(String name) {
    return all().stream()
        .filter(pods -> pods.manifest.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  boolean isOurs() {
    return containers().stream()
        .allMatch(container -> Manifest.text(container, "image").startsWith("raido/"));
  }

  Map<String, String> labels() {
    return Manifest.words(Manifest.at(template, "metadata", "labels"));
  }

  /** What lies on that path of the pods' spec, or null. */
  @Nullable JsonElement spec(String... path) {
    JsonObject spec = template.getAsJsonObject("spec");
    return path.length == 0 ? spec : Manifest.at(spec, path);
  }

  List<JsonObject> containers() {
    return Manifest.objects(spec("containers"));
  }

  /** The ports of all containers, by name. */
  Map<String, Integer> ports() {
    Map<String, Integer> ports = new java.util.TreeMap<>();
    for (JsonObject container : containers()) {
      for (JsonObject port : Manifest.objects(container.get("ports"))) {
        ports.put(Manifest.text(port, "name"), port.get("containerPort").getAsInt());
      }
    }
    return ports;
  }

  /** Whether a selector's labels choose these pods. */
  boolean isChosenBy(Map<String, String> selector) {
    return labels().entrySet().containsAll(selector.entrySet());
  }

  @Override
  public String toString() {
    return manifest.toString();
  }
}
