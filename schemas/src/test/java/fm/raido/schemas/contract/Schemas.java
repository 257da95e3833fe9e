package fm.raido.schemas.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The schemas as they lie beside the classes, and a validator that also asserts formats. */
final class Schemas {
  static final String BASE = "https://raido.fm/schemas/v1/";
  static final List<String> NAMES =
      List.of(
          "announcement-request", "outcome", "dead-letter", "protection-record", "host-pressure");

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(id -> text("/fm/raido/schemas/" + file(id))));

  private Schemas() {}

  static JsonNode current(String name) {
    return Json.MAPPER.readTree(text("/fm/raido/schemas/" + name + ".schema.json"));
  }

  static JsonNode published(String name) {
    return Json.MAPPER.readTree(text("/published/v1/" + name + ".schema.json"));
  }

  /** What the schema has against a document; empty where it is valid. */
  static List<String> faults(String name, JsonNode document) {
    Schema schema = REGISTRY.getSchema(SchemaLocation.of(BASE + name + ".schema.json"));
    return schema
        .validate(
            document,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }

  private static String file(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private static String text(String resource) {
    try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
