package fm.raido.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.wire.Json;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells which documented message a record is: exactly one, where the document is right. */
public final class Recognizer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final AsyncApiDocument document;
  private final Set<String> binaryHeaders;

  public Recognizer(AsyncApiDocument document) {
    this.document = document;
    this.binaryHeaders =
        document.root().findValues("properties").stream()
            .flatMap(properties -> properties.properties().stream())
            .filter(property ->
                property.getValue().path("contentEncoding").asString("").equals("base16"))
            .map(java.util.Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  /** The messages of the topic that the record is, by what the channel calls them. */
  public List<String> messages(
      String topic, byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
    return document.messages(topic).stream()
        .filter(message -> faults(message, key, headers, value).isEmpty())
        .map(AsyncApiMessage::id)
        .toList();
  }

  /** What the document has against a record as that message; empty where it is one. */
  public List<String> faults(
      AsyncApiMessage message, byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
    List<String> faults =
        new java.util.ArrayList<>(
            document.keyFaults(
                message,
                key == null ? NODES.nullNode() : NODES.stringNode(new String(key, UTF_8))));
    faults.addAll(document.headerFaults(message, json(headers)));
    faults.addAll(document.payloadFaults(message, json(value)));
    return faults;
  }

  /** Headers as the document shows them: text, and three of them in base 16. */
  private ObjectNode json(Headers headers) {
    ObjectNode object = NODES.objectNode();
    for (Header header : headers) {
      byte[] value = header.value();
      if (value == null) {
        object.putNull(header.key());
      } else if (binaryHeaders.contains(header.key())) {
        object.put(header.key(), HexFormat.of().withUpperCase().formatHex(value));
      } else {
        object.put(header.key(), new String(value, UTF_8));
      }
    }
    return object;
  }

  private static JsonNode json(byte @Nullable [] value) {
    if (value == null) {
      return NODES.nullNode();
    }
    try {
      return Json.MAPPER.readTree(value);
    } catch (JacksonException e) {
      return NODES.stringNode(new String(value, UTF_8));
    }
  }
}
