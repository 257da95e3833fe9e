package fm.raido.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** A JSON Schema that lies beside this class. */
final class OwnSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Schema schema;

  OwnSchema(String name) {
    schema = REGISTRY.getSchema(text(name + ".schema.json"), InputFormat.JSON);
  }

  List<String> faults(JsonElement json) {
    return schema.validate(json.toString(), InputFormat.JSON).stream()
        .map(Error::toString)
        .toList();
  }

  private static String text(String resource) {
    try (InputStream in = OwnSchema.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
