package fm.raido.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One document of a YAML file, read as Kubernetes reads it: YAML 1.1, and no key twice.
 *
 * @param file where it stands
 * @param json its content
 */
record Manifest(String file, JsonObject json) {

  /** The documents of a text. */
  static List<Manifest> read(String file, String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Manifest> manifests = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      if (document != null) {
        manifests.add(new Manifest(file, new Gson().toJsonTree(document).getAsJsonObject()));
      }
    }
    return manifests;
  }

  String apiVersion() {
    return text(json, "apiVersion");
  }

  String kind() {
    return text(json, "kind");
  }

  String name() {
    return json.has("metadata") ? text(json.getAsJsonObject("metadata"), "name") : "";
  }

  /** Whatever makes pods: the template, else null. */
  @Nullable JsonObject podTemplate() {
    JsonElement template = at("spec", "template");
    return template == null ? null : template.getAsJsonObject();
  }

  /** What lies on that path, or null. */
  @Nullable JsonElement at(String... path) {
    return at(json, path);
  }

  static @Nullable JsonElement at(JsonObject from, String... path) {
    JsonElement here = from;
    for (String step : path) {
      here = here instanceof JsonObject object ? object.get(step) : null;
    }
    return here;
  }

  /** The objects of a list, or none. */
  static List<JsonObject> objects(@Nullable JsonElement list) {
    return list instanceof JsonArray array
        ? StreamSupport.stream(array.spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .toList()
        : List.of();
  }

  /** The texts of a list, or none. */
  static List<String> texts(@Nullable JsonElement list) {
    return list instanceof JsonArray array
        ? StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList()
        : List.of();
  }

  /** The texts of an object, or none. */
  static Map<String, String> words(@Nullable JsonElement object) {
    Map<String, String> words = new LinkedHashMap<>();
    if (object instanceof JsonObject found) {
      found.entrySet().forEach(entry -> words.put(entry.getKey(), entry.getValue().getAsString()));
    }
    return words;
  }

  static String text(JsonObject object, String field) {
    return object.has(field) ? object.get(field).getAsString() : "";
  }

  @Override
  public String toString() {
    return file + ": " + kind() + " " + name();
  }
}
