package fm.raido.controlroom.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.feed.Tick;
import fm.raido.controlroom.room.Announcement;
import fm.raido.controlroom.room.Backlog;
import fm.raido.controlroom.room.BreakerState;
import fm.raido.controlroom.room.Cause;
import fm.raido.controlroom.room.InForce;
import fm.raido.controlroom.room.Letters;
import fm.raido.controlroom.room.ProtectionSwitch;
import fm.raido.controlroom.room.RateBudget;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.RunningCall;
import fm.raido.controlroom.room.SpeechHost;
import fm.raido.controlroom.room.Timeline;
import fm.raido.controlroom.room.WorkerState;
import fm.raido.controlroom.voice.VoiceTest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The document of the API and the program say the same. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** Every record of the picture, by the name of its schema. */
  private static final Map<String, Class<? extends Record>> RECORDS =
      Map.ofEntries(
          Map.entry("Room", Room.class),
          Map.entry("Cause", Cause.class),
          Map.entry("BreakerState", BreakerState.class),
          Map.entry("BreakerState/calls", BreakerState.Ended.class),
          Map.entry("RateBudget", RateBudget.class),
          Map.entry("RateBudget/ramp", RateBudget.Ramping.class),
          Map.entry("RunningCall", RunningCall.class),
          Map.entry("SpeechHost", SpeechHost.class),
          Map.entry("SpeechHost/readings", SpeechHost.Reading.class),
          Map.entry("Backlog", Backlog.class),
          Map.entry("Backlog/toTemplates", Backlog.ToTemplates.class),
          Map.entry("Backlog/partitions", Backlog.PartitionState.class),
          Map.entry("Announcement", Announcement.class),
          Map.entry("Announcement/audio", Announcement.Heard.class),
          Map.entry("Letters", Letters.class),
          Map.entry("Letters/groups", Letters.Group.class),
          Map.entry("ProtectionSwitch", ProtectionSwitch.class),
          Map.entry("ProtectionSwitch/history", ProtectionSwitch.Word.class),
          Map.entry("WorkerState", WorkerState.class),
          Map.entry("InForce", InForce.class),
          Map.entry("Timeline", Timeline.class),
          Map.entry("Tick", Tick.class),
          Map.entry("VoiceTest", VoiceTest.class),
          Map.entry("Letter", fm.raido.controlroom.letters.LetterView.class),
          Map.entry("Run", fm.raido.controlroom.runs.RunView.class),
          Map.entry("DryRun", ReplaysController.DryRun.class),
          Map.entry("DryRun/letters", ReplaysController.Fate.class),
          Map.entry("HistoryEntry", fm.raido.controlroom.replay.HistoryEntry.class),
          Map.entry("Written", ProtectionController.Written.class),
          Map.entry("Access", AccessController.Access.class));

  @Test
  void everyMappingIsInTheDocumentWithItsRoleAndTheOtherWayRound() {
    Map<String, String> documented = new TreeMap<>();
    map(document(), "paths")
        .forEach((path, item) ->
            asMap(item)
                .forEach((method, operation) -> {
                  if (METHODS.contains(method)) {
                    Object tags = asMap(operation).get("tags");
                    documented.put(
                        method + " " + path,
                        String.valueOf(((List<?>) requireNonNull(tags)).getFirst()));
                  }
                }));
    assertThat(mappings()).isEqualTo(documented);
  }

  @Test
  void everyRecordIsInTheDocumentFieldByField() {
    RECORDS.forEach((name, type) -> {
      Map<String, Object> schema = schema(name);
      assertThat(map(schema, "properties").keySet())
          .as("fields of %s", name)
          .isEqualTo(components(type, false));
      Object required = schema.get("required");
      assertThat(
              required instanceof List<?> list
                  ? list.stream().map(String::valueOf).collect(Collectors.toSet())
                  : Set.of())
          .as("fields of %s that are always there", name)
          .isEqualTo(components(type, true));
    });
  }

  private static Set<String> components(Class<? extends Record> type, boolean requiredOnly) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component ->
            !requiredOnly || !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .map(RecordComponent::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> mappings() {
    Map<String, String> found = new TreeMap<>();
    Import imported = requireNonNull(HttpConfiguration.class.getAnnotation(Import.class));
    for (Class<?> controller : imported.value()) {
      if (!controller.isAnnotationPresent(RestController.class)) {
        continue;
      }
      for (Method method : controller.getDeclaredMethods()) {
        RequestMapping mapping =
            AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping == null || mapping.path()[0].equals("/error")) {
          continue;
        }
        Needs needs = requireNonNull(method.getAnnotation(Needs.class), method + " needs a role");
        String role =
            switch (needs.value()) {
              case NONE -> "access";
              case LOOK -> "look";
              case OPERATE -> "operate";
            };
        for (RequestMethod verb : mapping.method()) {
          found.put(verb.name().toLowerCase(Locale.ROOT) + " " + mapping.path()[0], role);
        }
      }
    }
    return found;
  }

  private static Map<String, Object> schema(String name) {
    String[] path = name.split("/", -1);
    Map<String, Object> schema = map(map(map(document(), "components"), "schemas"), path[0]);
    for (int i = 1; i < path.length; i++) {
      Map<String, Object> property = map(map(schema, "properties"), path[i]);
      schema = Optional.ofNullable(property.get("items")).map(OpenApiTest::asMap).orElse(property);
    }
    return schema;
  }

  private static Map<String, Object> document() {
    try (InputStream in =
        requireNonNull(DocumentController.class.getResourceAsStream("openapi.yaml"))) {
      return asMap(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return asMap(requireNonNull(parent.get(key), key));
  }

  private static Map<String, Object> asMap(Object node) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) node).forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
  }
}
