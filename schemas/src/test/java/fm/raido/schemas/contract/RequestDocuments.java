package fm.raido.schemas.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** Request documents, good ones and ones with a fault or two, as JSON text. */
final class RequestDocuments {
  /** What may stand in a field: mostly right, on the edge, or wrong in one way. */
  private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put(
        "id",
        List.of(
            "\"a\"",
            "\"A-1_2.3:4\"",
            text("x", 100),
            text("x", 101),
            "\"\"",
            "\"-a\"",
            "\"a/b\"",
            "\"a\\n\"",
            "\"\\u00e4\"",
            "7",
            "null"));
    VALUES.put(
        "station", List.of("\"main\"", text("s", 63), text("s", 64), "\"a:b\"", "\"a b\"", "[]"));
    VALUES.put(
        "kind",
        List.of(
            "\"intro\"",
            "\"outro\"",
            "\"back-announce\"",
            "\"station-id\"",
            "\"promo\"",
            "\"custom\"",
            "\"INTRO\"",
            "\"jingle\"",
            "0",
            "null"));
    VALUES.put("track", List.of());
    VALUES.put("text", words(4_096));
    VALUES.put(
        "voice",
        List.of(
            "\"af_bella\"",
            "\"af_bella(2)+af_sky(1)\"",
            "null",
            "\"../../etc/passwd\"",
            "\"http://host/\"",
            "\"\"",
            text("v", 100),
            text("v", 101),
            "{}"));
    VALUES.put(
        "speed",
        List.of(
            "1", "1.0", "0.25", "4", "4.0", "0.2499", "4.0001", "-1", "1e9", "1e400", "\"1\"",
            "null", "true"));
    VALUES.put("airBy", times());
    VALUES.put("createdAt", times());
    VALUES.put(
        "pass",
        List.of(
            "0",
            "1000000",
            "1000001",
            "-1",
            "1.0",
            "1.5",
            "\"1\"",
            "null",
            "100000000000000000000000000"));
    VALUES.put("schemaVersion", List.of("1", "1.0", "null", "0", "2", "\"1\"", "1.5"));
    VALUES.put("unknown", List.of("1", "null", "{\"deep\":[1]}"));
  }

  private static final Map<String, String> GOOD =
      Map.of(
          "id", "\"a-1\"",
          "station", "\"main\"",
          "kind", "\"station-id\"",
          "createdAt", "\"2026-11-01T20:15:00Z\"");

  private RequestDocuments() {}

  static String next(Random random) {
    Map<String, String> fields = new LinkedHashMap<>(GOOD);
    if (random.nextInt(3) > 0) {
      fields.put("kind", values("kind").get(random.nextInt(6)));
    }
    if (random.nextBoolean()) {
      fields.put("track", track(random));
    }
    if (random.nextBoolean()) {
      fields.put("text", "\"Words.\"");
    }
    int changes = random.nextInt(3);
    List<String> names = List.copyOf(VALUES.keySet());
    for (int i = 0; i < changes; i++) {
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(8) == 0) {
        fields.remove(name);
      } else {
        fields.put(name, name.equals("track") ? track(random) : pick(values(name), random));
      }
    }
    return object(fields);
  }

  private static List<String> values(String field) {
    return Objects.requireNonNull(VALUES.get(field), field);
  }

  private static String track(Random random) {
    if (random.nextInt(8) == 0) {
      return pick(List.of("null", "{}", "[]", "\"song\""), random);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("title", "\"Title\"");
    fields.put("artist", "\"Artist\"");
    if (random.nextInt(3) == 0) {
      String name = pick(List.of("title", "artist", "album"), random);
      fields.put(name, pick(words(300), random));
    }
    if (random.nextInt(3) == 0) {
      fields.put(
          "year",
          pick(
              List.of("1000", "2999", "999", "3000", "1999.0", "1999.5", "\"1999\"", "null"),
              random));
    }
    return object(fields);
  }

  private static List<String> words(int max) {
    return List.of(
        "\"Words.\"",
        "\"Two\\nlines\\tand a tab\\r\\n\"",
        "\"\"",
        "\"   \"",
        "\"\\u00a0\\ufeff\\u2028\"",
        "\"a\\u0000\"",
        "\"a\\u0085\"",
        "\"a\\u007f\"",
        "\"\\ud83c\\udfb5\"",
        text("x", max),
        text("x", max + 1),
        text("\\ud83c\\udfb5", max),
        text("\\ud83c\\udfb5", max + 1),
        "null",
        "7",
        "[\"a\"]");
  }

  private static List<String> times() {
    return List.of(
        "\"2026-11-01T20:15:00Z\"",
        "\"2026-11-01t20:15:00.123456789z\"",
        "\"2026-11-01T20:15:00+01:30\"",
        "\"2000-01-01T00:00:00Z\"",
        "\"2999-12-31T23:59:59Z\"",
        "\"2024-02-29T00:00:00-18:00\"",
        "\"2026-02-30T00:00:00Z\"",
        "\"2025-02-29T00:00:00Z\"",
        "\"1999-12-31T23:59:59Z\"",
        "\"3000-01-01T00:00:00Z\"",
        "\"2026-11-01T20:15Z\"",
        "\"2026-11-01T20:15:00\"",
        "\"2026-11-01 20:15:00Z\"",
        "\"2026-11-01T24:00:00Z\"",
        "\"2026-12-31T23:59:60Z\"",
        "\"2026-11-01T20:15:00+01\"",
        "\"2026-11-01T20:15:00+18:01\"",
        "\"+12026-11-01T20:15:00Z\"",
        "\"yesterday\"",
        "\"\"",
        "1762028100",
        "null");
  }

  private static String text(String unit, int times) {
    return "\"" + unit.repeat(times) + "\"";
  }

  private static String pick(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static String object(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
