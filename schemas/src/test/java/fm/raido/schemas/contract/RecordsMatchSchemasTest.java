package fm.raido.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.Track;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.letter.FirstFailure;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.Json;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RecordsMatchSchemasTest {
  static final List<String> NAMES = Schemas.NAMES;

  static Stream<Arguments> records() {
    return Stream.of(
            Samples.requests().stream().map(r -> Arguments.of("announcement-request", r)),
            Samples.outcomes().stream().map(r -> Arguments.of("outcome", r)),
            Samples.letters().stream().map(r -> Arguments.of("dead-letter", r)),
            Samples.pressures().stream().map(r -> Arguments.of("host-pressure", r)),
            Samples.protection().stream().map(r -> Arguments.of("protection-record", r)))
        .flatMap(arguments -> arguments);
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatWeWriteIsValid(String schema, Object record) {
    assertThat(Schemas.faults(schema, Json.MAPPER.valueToTree(record))).isEmpty();
  }

  static Stream<Arguments> types() {
    Stream<Arguments> known =
        Stream.of(
            Arguments.of("announcement-request", "", AnnouncementRequest.class),
            Arguments.of("announcement-request", "/properties/track", Track.class),
            Arguments.of("outcome", "", Outcome.class),
            Arguments.of("outcome", "/properties/audio", Audio.class),
            Arguments.of("dead-letter", "", DeadLetter.class),
            Arguments.of("dead-letter", "/properties/origin", DeadLetter.Origin.class),
            Arguments.of("dead-letter", "/properties/firstFailure", FirstFailure.class),
            Arguments.of("host-pressure", "", HostPressure.class),
            Arguments.of(
                "host-pressure", "/properties/signals/items", HostPressure.SignalPressure.class),
            Arguments.of(
                "protection-record", "/$defs/SettingsSet/properties/settings", FoldSettings.class));
    Stream<Arguments> protection =
        Arrays.stream(ProtectionRecord.class.getPermittedSubclasses())
            .map(type -> Arguments.of("protection-record", "/$defs/" + type.getSimpleName(), type));
    return Stream.concat(known, protection);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyComponentIsAPropertyAndRequiredUnlessNullable(
      String schema, String pointer, Class<?> type) {
    JsonNode node = Schemas.current(schema).at(pointer);
    Set<String> properties = new TreeSet<>(node.get("properties").propertyNames());
    properties.remove("type");
    assertThat(properties).isEqualTo(components(type, false));
    assertThat(strings(node.get("required"))).isEqualTo(required(type));
  }

  private static Set<String> required(Class<?> type) {
    Set<String> required = components(type, true);
    if (type == AnnouncementRequest.class) {
      // Anybody may write requests, so these have a meaning when they are left out.
      required.removeAll(Set.of("schemaVersion", "pass"));
    }
    if (ProtectionRecord.class.isAssignableFrom(type)) {
      required.add("type");
    }
    return required;
  }

  private static Set<String> components(Class<?> type, boolean onlyRequired) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component ->
            !onlyRequired || component.getAnnotatedType().getAnnotation(Nullable.class) == null)
        .map(RecordComponent::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Stream<Arguments> enums() {
    return Stream.of(
        Arguments.of("announcement-request", "/properties/kind/enum", AnnouncementKind.values()),
        Arguments.of("outcome", "/properties/kind/enum", AnnouncementKind.values()),
        Arguments.of("outcome", "/properties/outcome/enum", OutcomeKind.values()),
        Arguments.of("outcome", "/properties/audio/properties/source/enum", Audio.Source.values()),
        Arguments.of("dead-letter", "/properties/reason/enum", DeadLetterReason.values()),
        Arguments.of(
            "dead-letter",
            "/properties/firstFailure/properties/reason/enum",
            DeadLetterReason.values()),
        Arguments.of("host-pressure", "/properties/level/enum", PressureLevel.values()),
        Arguments.of(
            "protection-record", "/$defs/CallEnded/properties/result/enum", CallResult.values()),
        Arguments.of(
            "protection-record", "/$defs/HostBeat/properties/level/enum", PressureLevel.values()),
        Arguments.of(
            "protection-record",
            "/$defs/WorkerSaid/properties/causes/items/enum",
            GateCause.values()));
  }

  @ParameterizedTest
  @MethodSource("enums")
  void everyEnumHasTheSameValues(String schema, String pointer, Enum<?>[] values) {
    assertThat(strings(Schemas.current(schema).at(pointer)))
        .isEqualTo(
            Arrays.stream(values)
                .map(value -> Json.MAPPER.valueToTree(value).stringValue())
                .collect(Collectors.toSet()));
  }

  @Test
  void everyKindOfProtectionRecordIsABranchWithItsTypeName() {
    JsonNode schema = Schemas.current("protection-record");
    Set<String> names =
        Arrays.stream(ProtectionRecord.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toSet());
    assertThat(new TreeSet<>(schema.get("$defs").propertyNames())).isEqualTo(new TreeSet<>(names));
    assertThat(schema.get("oneOf").valueStream().map(ref -> ref.get("$ref").stringValue()).toList())
        .containsExactlyInAnyOrderElementsOf(
            names.stream().map(name -> "#/$defs/" + name).toList());
    for (String name : names) {
      assertThat(schema.at("/$defs/" + name + "/properties/type/const").stringValue())
          .isEqualTo(name);
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everySchemaIsNamedAndSaysWhatEachFieldIs(String name) {
    JsonNode schema = Schemas.current(name);
    assertThat(schema.get("$schema").stringValue())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.get("$id").stringValue()).isEqualTo(Schemas.BASE + name + ".schema.json");
    assertThat(schema.get("title").stringValue()).isNotBlank();
    assertThat(schema.get("description").stringValue()).isNotBlank();
    schema
        .findValues("properties")
        .forEach(properties ->
            properties.forEachEntry((field, property) -> {
              if (!property.has("const")
                  && (property.has("$ref") || property.has("type"))
                  && !insideCondition(property)) {
                assertThat(property.path("description").asString(""))
                    .as("description of %s in %s", field, name)
                    .isNotBlank();
              }
            }));
  }

  /** Conditions repeat a property only to say one thing more about it. */
  private static boolean insideCondition(JsonNode property) {
    return property.size() == 1;
  }

  private static Set<String> strings(JsonNode array) {
    return array
        .valueStream()
        .map(JsonNode::stringValue)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
