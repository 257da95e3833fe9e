package fm.raido.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document names what the code has: topics, headers, records, groups; nothing less or more. */
class AsyncApiDocumentTest {
  private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.read();
  private static final int CLUSTER = 3;

  @Test
  void everyTopicOfTheCatalogueIsAChannelWithItsSettingsAndNothingElseIs() {
    int partitions = new Settings(name -> null).get(RaidoSettings.PARTITIONS);
    Map<String, Topic> expected = new TreeMap<>();
    TopicCatalogue.topics(partitions, CLUSTER).forEach(topic -> expected.put(topic.name(), topic));

    Map<String, Topic> documented = new TreeMap<>();
    DOCUMENT
        .channels()
        .forEach((address, channel) -> {
          JsonNode kafka = channel.at("/bindings/kafka");
          assertThat(kafka.get("topic").stringValue()).isEqualTo(address);
          assertThat(kafka.get("replicas").intValue()).isEqualTo(CLUSTER);
          documented.put(
              address,
              new Topic(
                  address,
                  kafka.get("partitions").intValue(),
                  configs(kafka.get("topicConfiguration"))));
        });

    assertThat(documented).isEqualTo(expected);
  }

  private static Map<String, String> configs(JsonNode configuration) {
    return configuration.properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                config ->
                    config.getValue().isArray()
                        ? config
                            .getValue()
                            .valueStream()
                            .map(JsonNode::asString)
                            .collect(Collectors.joining(","))
                        : config.getValue().asString()));
  }

  @Test
  void everyHeaderNameIsInASchemaOfHeadersAndNoOther() {
    Set<String> documented = new TreeSet<>();
    DOCUMENT
        .root()
        .at("/components/schemas")
        .properties()
        .forEach(schema -> collectProperties(schema.getValue(), documented));
    DOCUMENT
        .root()
        .at("/components/messages")
        .forEach(message -> collectProperties(message.path("headers"), documented));

    assertThat(documented).isEqualTo(constants(Headers.class));
  }

  private static void collectProperties(JsonNode schema, Set<String> names) {
    schema.findValues("properties").forEach(found -> names.addAll(found.propertyNames()));
  }

  private static Set<String> constants(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> field.getType() == String.class)
        .map(AsyncApiDocumentTest::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String value(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyKindOfRecordOfTheProtectionLogIsAMessageOfItsSchema() {
    Map<String, String> documented = new TreeMap<>();
    for (AsyncApiMessage message : DOCUMENT.messages(TopicCatalogue.PROTECTION)) {
      documented.put(message.name(), message.node().at("/payload/$ref").stringValue());
    }
    Map<String, String> expected = new TreeMap<>();
    for (Class<?> type : ProtectionRecord.class.getPermittedSubclasses()) {
      expected.put(
          "fm.raido.protection." + type.getSimpleName(),
          "../schemas/src/main/resources/fm/raido/schemas/protection-record.schema.json#/$defs/"
              + type.getSimpleName());
    }
    assertThat(documented).isEqualTo(expected);
  }

  @Test
  void theGroupIsTheWorkers() {
    List<String> groups =
        DOCUMENT.root().findValues("groupId").stream()
            .flatMap(group -> group.get("enum").valueStream())
            .map(JsonNode::stringValue)
            .toList();
    assertThat(groups).containsExactly(TopicCatalogue.WORKERS_GROUP);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references =
        DOCUMENT.root().findValues("$ref").stream().map(JsonNode::stringValue).toList();
    assertThat(references).hasSizeGreaterThan(50);
    for (String reference : references) {
      if (reference.startsWith("#")) {
        assertThat(DOCUMENT.root().at(reference.substring(1)).isMissingNode())
            .as(reference)
            .isFalse();
      } else {
        String file = reference.replaceFirst("#.*", "");
        Path target = AsyncApiDocument.path().resolveSibling(file).normalize();
        assertThat(Files.exists(target)).as(reference).isTrue();
      }
    }
  }

  @Test
  void everyOperationIsAKnownProgramsAndOfMessagesOfItsChannel() {
    Set<String> programs =
        DOCUMENT
            .root()
            .at("/info/tags")
            .valueStream()
            .map(tag -> tag.get("name").stringValue())
            .collect(Collectors.toSet());
    Set<String> sent = new TreeSet<>();
    Set<String> received = new TreeSet<>();
    for (JsonNode operation : DOCUMENT.root().get("operations")) {
      assertThat(programs).contains(operation.at("/tags/0/name").stringValue());
      String channel = operation.at("/channel/$ref").stringValue();
      (operation.get("action").stringValue().equals("send") ? sent : received).add(channel);
      assertThat(operation.path("messages").findValuesAsString("$ref"))
          .allMatch(message -> message.startsWith(channel + "/messages/"));
    }
    Set<String> channels =
        DOCUMENT.root().get("channels").propertyNames().stream()
            .map(name -> "#/channels/" + name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(sent).isEqualTo(channels);
    assertThat(received).isEqualTo(channels);
  }
}
