package fm.raido.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document is AsyncAPI 3.1, as AsyncAPI's own JSON Schema has it. */
class SpecificationTest {
  private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.read();
  private static Schema specification;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = SpecificationTest.class.getResourceAsStream("/asyncapi/3.1.0.json")) {
      JsonNode schema =
          Json.MAPPER.readTree(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
      specification =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    }
  }

  @Test
  void theDocumentIsValid() {
    assertThat(faults(DOCUMENT.root())).isEmpty();
  }

  static Stream<Arguments> wrongs() {
    return Stream.of(
        wrong("an unknown version", root -> root.put("asyncapi", "3.0.1")),
        wrong("no name", root -> ((ObjectNode) root.get("info")).remove("title")),
        wrong("an unknown field", root -> ((ObjectNode) root.at("/channels/outcomes")).put("x", 1)),
        wrong(
            "an unknown action",
            root -> ((ObjectNode) root.at("/operations/workerSettles")).put("action", "write")),
        wrong(
            "a number that is text",
            root ->
                ((ObjectNode) root.at("/channels/outcomes/bindings/kafka/topicConfiguration"))
                    .put("retention.ms", "a week")),
        wrong(
            "an example of nothing",
            root ->
                ((ObjectNode) root.at("/components/messages/callAsked/examples/0"))
                    .removeAll()
                    .put("name", "empty")));
  }

  private static Arguments wrong(String what, Consumer<ObjectNode> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongs")
  void aDocumentThatIsWrongIsFound(String what, Consumer<ObjectNode> change) {
    ObjectNode root = (ObjectNode) DOCUMENT.root().deepCopy();
    change.accept(root);
    assertThat(faults(root)).as(what).isNotEmpty();
  }

  private static List<String> faults(JsonNode document) {
    return specification.validate(document).stream().map(Error::toString).toList();
  }
}
