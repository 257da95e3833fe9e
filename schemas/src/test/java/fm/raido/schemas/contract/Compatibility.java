package fm.raido.schemas.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Compares a schema with the one published before it. What was valid must stay valid, and what a
 * reader was promised must stay there. It looks at the structure, and calls whatever it cannot
 * judge a break: a person then decides.
 */
final class Compatibility {
  /** Words about a schema, not of it. */
  private static final Set<String> ANNOTATIONS =
      Set.of("$schema", "$id", "$comment", "title", "description", "examples", "$defs");

  /** Judged below. */
  private static final Set<String> JUDGED =
      Set.of(
          "type",
          "enum",
          "required",
          "properties",
          "items",
          "oneOf",
          "minimum",
          "minLength",
          "minItems",
          "maximum",
          "maxLength",
          "maxItems");

  private final JsonNode oldRoot;
  private final JsonNode newRoot;
  private final List<String> breaks = new ArrayList<>();

  private Compatibility(JsonNode oldRoot, JsonNode newRoot) {
    this.oldRoot = oldRoot;
    this.newRoot = newRoot;
  }

  /** Every way in which the newer schema breaks the older one's word; empty where it keeps it. */
  static List<String> breaks(JsonNode older, JsonNode newer) {
    Compatibility comparison = new Compatibility(older, newer);
    comparison.compare("", older, newer);
    return List.copyOf(comparison.breaks);
  }

  private void compare(String at, JsonNode older, JsonNode newer) {
    JsonNode was = resolved(oldRoot, older);
    JsonNode is = resolved(newRoot, newer);
    types(at, was, is);
    values(at, was, is);
    required(at, was, is);
    for (String limit : List.of("minimum", "minLength", "minItems")) {
      limit(at, limit, was, is, 1);
    }
    for (String limit : List.of("maximum", "maxLength", "maxItems")) {
      limit(at, limit, was, is, -1);
    }
    properties(at, was, is);
    branches(at, was, is);
    if (was.has("items") && is.has("items")) {
      compare(at + "/items", was.get("items"), is.get("items"));
    } else if (is.has("items")) {
      breaks.add(at + ": items is new");
    }
    theRest(at, was, is);
  }

  private void types(String at, JsonNode was, JsonNode is) {
    if (!is.has("type")) {
      return;
    }
    Set<String> now = strings(is.get("type"));
    Set<String> before = was.has("type") ? strings(was.get("type")) : Set.of("any");
    if (now.contains("number")) {
      now.add("integer");
    }
    if (!now.containsAll(before)) {
      breaks.add(at + ": type was " + before + " and is " + strings(is.get("type")));
    }
  }

  private void values(String at, JsonNode was, JsonNode is) {
    if (!is.has("enum")) {
      return;
    }
    if (!was.has("enum")) {
      breaks.add(at + ": enum is new");
      return;
    }
    Set<String> gone = texts(was.get("enum"));
    gone.removeAll(texts(is.get("enum")));
    if (!gone.isEmpty()) {
      breaks.add(at + ": enum lost " + gone);
    }
  }

  private void required(String at, JsonNode was, JsonNode is) {
    Set<String> before = strings(was.path("required"));
    Set<String> now = strings(is.path("required"));
    for (String field : now) {
      if (!before.contains(field)) {
        breaks.add(at + "/" + field + ": is required now");
      }
    }
    for (String field : before) {
      if (!now.contains(field)) {
        breaks.add(at + "/" + field + ": readers were promised that it is there");
      }
    }
  }

  private void limit(String at, String keyword, JsonNode was, JsonNode is, int narrower) {
    if (!is.has(keyword)) {
      return;
    }
    if (!was.has(keyword)) {
      breaks.add(at + ": " + keyword + " is new");
    } else if (narrower * (is.get(keyword).doubleValue() - was.get(keyword).doubleValue()) > 0) {
      breaks.add(at + ": " + keyword + " was " + was.get(keyword) + " and is " + is.get(keyword));
    }
  }

  private void properties(String at, JsonNode was, JsonNode is) {
    was.path("properties")
        .forEachEntry((name, property) -> {
          JsonNode now = is.path("properties").get(name);
          if (now == null) {
            breaks.add(at + "/" + name + ": is gone");
          } else {
            compare(at + "/" + name, property, now);
          }
        });
  }

  /** Branches of a union are the same where their {@code type} is the same constant. */
  private void branches(String at, JsonNode was, JsonNode is) {
    for (JsonNode branch : was.path("oneOf")) {
      String type = typeName(oldRoot, branch);
      is.path("oneOf")
          .valueStream()
          .filter(other -> typeName(newRoot, other).equals(type))
          .findFirst()
          .ifPresentOrElse(
              other -> compare(at + "/" + type, branch, other),
              () -> breaks.add(at + "/" + type + ": is gone"));
    }
    if (!was.has("oneOf") && is.has("oneOf")) {
      breaks.add(at + ": oneOf is new");
    }
  }

  private void theRest(String at, JsonNode was, JsonNode is) {
    Set<String> keywords = new TreeSet<>(was.propertyNames());
    keywords.addAll(is.propertyNames());
    keywords.removeAll(ANNOTATIONS);
    keywords.removeAll(JUDGED);
    for (String keyword : keywords) {
      if (is.has(keyword) && !is.get(keyword).equals(was.get(keyword))) {
        breaks.add(at + ": " + keyword + " differs, which cannot be judged");
      }
    }
  }

  private static String typeName(JsonNode root, JsonNode branch) {
    return resolved(root, branch).at("/properties/type/const").asString("?");
  }

  private static JsonNode resolved(JsonNode root, JsonNode schema) {
    String ref = schema.path("$ref").asString("");
    return ref.startsWith("#") ? root.at(ref.substring(1)) : schema;
  }

  private static Set<String> strings(JsonNode oneOrMany) {
    Set<String> strings = new TreeSet<>();
    if (oneOrMany.isString()) {
      strings.add(oneOrMany.stringValue());
    }
    oneOrMany.valueStream().forEach(value -> strings.add(value.stringValue()));
    return strings;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.valueStream().forEach(value -> texts.add(value.toString()));
    return texts;
  }
}
