package fm.raido.station.shipped;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A library in a bill of materials.
 *
 * @param name group and artifact, {@code group:artifact}
 * @param jar the name of its file
 * @param licences what its publisher offers, by SPDX id where it is one; one of them can be chosen
 */
record Component(String name, String jar, Set<String> licences) {
  static Component of(JsonNode json) {
    String artifact = json.get("name").stringValue();
    return new Component(
        json.path("group").asString("") + ":" + artifact,
        artifact + "-" + json.get("version").stringValue() + ".jar",
        licences(json));
  }

  boolean isOurs() {
    return name.startsWith("fm.raido:");
  }

  private static Set<String> licences(JsonNode json) {
    Set<String> licences = new TreeSet<>();
    for (JsonNode choice : json.path("licenses")) {
      JsonNode licence = choice.path("license");
      String text =
          licence.has("id") ? licence.get("id").stringValue() : licence.path("name").asString("");
      licences.add(text.isEmpty() ? choice.path("expression").asString("") : text);
    }
    return licences;
  }
}
