package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Setting;
import fm.raido.schemas.settings.Settings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final List<String> NAMES = RaidoSettings.ALL.stream().map(Setting::name).toList();

  /** The settings of all programs, as they stand in the file. */
  static Map<String, String> shared() {
    Map<String, String> settings = new LinkedHashMap<>();
    ManifestFiles.text(ManifestFiles.SETTINGS)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .forEach(parts -> settings.put(parts[0], parts[1]));
    return settings;
  }

  static List<Pods> ours() {
    return Pods.all().stream().filter(Pods::isOurs).toList();
  }

  @Test
  void sharedSettingsAreSettings() {
    assertThat(NAMES).containsAll(shared().keySet());
  }

  @ParameterizedTest
  @MethodSource("ours")
  void everyVariableIsASetting(Pods pods) {
    assertThat(NAMES).containsAll(own(pods).keySet());
  }

  /** As at a program's start. */
  @ParameterizedTest
  @MethodSource("ours")
  void everyValueKeepsItsRule(Pods pods) {
    Settings settings = Settings.of(of(pods));
    for (Setting<?> setting : RaidoSettings.ALL) {
      assertThat(settings.get(setting)).as(setting.name()).isNotNull();
    }
  }

  @Test
  void portsAreTheOnesThatAreOpen() {
    assertPort("producer", "http", RaidoSettings.PRODUCER_PORT);
    assertPort("dj-worker", "http", RaidoSettings.WORKER_PORT);
    assertPort("control-room", "http", RaidoSettings.CONTROL_ROOM_PORT);
    assertPort("health-agent", "metrics", RaidoSettings.AGENT_METRICS_PORT);
  }

  /** Prometheus is told the same port. */
  private static void assertPort(String program, String name, Setting<Integer> setting) {
    Pods pods = Pods.named(program);
    int port = Settings.of(of(pods)).get(setting);
    assertThat(pods.ports()).containsExactly(Map.entry(name, port));
    Map<String, String> annotations =
        Manifest.words(Manifest.at(pods.template(), "metadata", "annotations"));
    if (!annotations.isEmpty()) {
      assertThat(annotations).containsEntry("prometheus.io/port", Integer.toString(port));
    }
  }

  @Test
  void theStoreIsWhereTheVolumeIs() {
    for (String program : List.of("dj-worker", "control-room")) {
      Pods pods = Pods.named(program);
      String mounted =
          Manifest.objects(pods.containers().getFirst().get("volumeMounts")).stream()
              .filter(mount -> Manifest.text(mount, "name").equals("audio"))
              .map(mount -> Manifest.text(mount, "mountPath"))
              .findFirst()
              .orElseThrow();
      assertThat(of(pods)).containsEntry(RaidoSettings.TTS_CACHE_DIR.name(), mounted);
    }
  }

  /** Each program reads the shared ones and has a Secret of its own for the brokers. */
  @Test
  void everyProgramReadsTheSharedOnesAndItsOwnSecret() {
    for (Pods pods : ours()) {
      List<JsonObject> from = Manifest.objects(pods.containers().getFirst().get("envFrom"));
      assertThat(Manifest.at(from.getFirst(), "configMapRef", "name"))
          .hasToString("\"raido-settings\"");
      String secret = String.valueOf(Manifest.at(from.getLast(), "secretRef", "name"));
      assertThat(secret).matches("\"raido-(producer|worker|agent|control-room|admin)-kafka\"");
    }
  }

  private static Map<String, String> of(Pods pods) {
    Map<String, String> all = new HashMap<>(shared());
    all.putAll(own(pods));
    return all;
  }

  /** Its own variables; one that Kubernetes fills in has a value that it may have. */
  private static Map<String, String> own(Pods pods) {
    Map<String, String> own = new LinkedHashMap<>();
    for (JsonObject container : pods.containers()) {
      for (JsonObject variable : Manifest.objects(container.get("env"))) {
        JsonElement value = variable.get("value");
        own.put(
            Manifest.text(variable, "name"),
            value == null ? "node-1.example" : value.getAsString());
      }
    }
    return own;
  }
}
