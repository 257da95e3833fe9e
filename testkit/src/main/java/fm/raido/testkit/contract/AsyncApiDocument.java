package fm.raido.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * {@code docs/asyncapi.yaml}: channels, messages, and what the schemas in it have against a value.
 */
public final class AsyncApiDocument {
  /** Where the document would lie, as JSON; its relative references are taken from here. */
  private static final String LOCATION = "https://raido.fm/docs/asyncapi.json";

  private final JsonNode root;
  private final SchemaRegistry registry;

  AsyncApiDocument(JsonNode root) {
    this.root = root;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(this::text));
  }

  /** Reads the document of this project, from a module's directory. */
  public static AsyncApiDocument read() {
    try {
      return new AsyncApiDocument(new YAMLMapper().readTree(Files.readString(path(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path path() {
    return Path.of("..", "docs", "asyncapi.yaml");
  }

  JsonNode root() {
    return root;
  }

  /** The channels by the topics that they are. */
  Map<String, JsonNode> channels() {
    Map<String, JsonNode> channels = new LinkedHashMap<>();
    root.get("channels")
        .forEach(channel -> channels.put(channel.get("address").stringValue(), channel));
    return channels;
  }

  /** The messages that may lie in a topic; none where the document does not know it. */
  public List<AsyncApiMessage> messages(String topic) {
    JsonNode channel = channels().get(topic);
    if (channel == null) {
      return List.of();
    }
    return channel.get("messages").properties().stream()
        .map(message -> message(message.getKey(), message.getValue().get("$ref").stringValue()))
        .toList();
  }

  private AsyncApiMessage message(String id, String ref) {
    String pointer = ref.substring(1);
    return new AsyncApiMessage(id, pointer, root.at(pointer));
  }

  /** What the document has against the key of a message; empty where it fits or nothing is said. */
  List<String> keyFaults(AsyncApiMessage message, JsonNode key) {
    String bindings = message.pointer() + "/bindings";
    String ref = root.at(bindings).path("$ref").asString("");
    String schema = (ref.isEmpty() ? bindings : ref.substring(1)) + "/kafka/key";
    return faults(schema, key);
  }

  List<String> headerFaults(AsyncApiMessage message, JsonNode headers) {
    return faults(message.pointer() + "/headers", headers);
  }

  List<String> payloadFaults(AsyncApiMessage message, JsonNode payload) {
    return faults(message.pointer() + "/payload", payload);
  }

  /** What a schema in the document has against a value; empty where there is no such schema. */
  private List<String> faults(String pointer, JsonNode value) {
    if (root.at(pointer).isMissingNode()) {
      return List.of();
    }
    return registry
        .getSchema(SchemaLocation.of(LOCATION + "#" + pointer))
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }

  /** The text behind an address: this document, or one of the published schemas. */
  private String text(String address) {
    if (address.equals(LOCATION)) {
      return root.toString();
    }
    String resource = "/fm/raido/schemas/" + address.substring(address.lastIndexOf('/') + 1);
    try (InputStream in = AsyncApiDocument.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in, address).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
