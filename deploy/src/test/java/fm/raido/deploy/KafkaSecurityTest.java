package fm.raido.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Setting;
import fm.raido.schemas.settings.Settings;
import fm.raido.testkit.rights.Right;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The component by which every program says who it is to the brokers. */
class KafkaSecurityTest {

  /** What it adds to each workload, as pods. */
  static List<Pods> patches() {
    Manifest component =
        ManifestFiles.read(
                ManifestFiles.COMPONENTS.resolve("kafka-security").resolve("kustomization.yaml"))
            .getFirst();
    List<Manifest> patches = new ArrayList<>();
    for (JsonObject patch : Manifest.objects(component.at("patches"))) {
      Manifest added = Manifest.read("kafka-security", Manifest.text(patch, "patch")).getFirst();
      JsonObject target = requireNonNull(patch.getAsJsonObject("target"));
      assertThat(Manifest.text(target, "kind")).isEqualTo(added.kind());
      assertThat(Manifest.text(target, "name")).isEqualTo(added.name());
      patches.add(added);
    }
    return Pods.of(patches);
  }

  @Test
  void everyProgramIsPatchedOnceInItsOwnContainer() {
    assertThat(patches().stream().map(KafkaSecurityTest::containers).toList())
        .containsExactlyInAnyOrderElementsOf(
            SettingsTest.ours().stream().map(KafkaSecurityTest::containers).toList());
  }

  @ParameterizedTest
  @MethodSource("patches")
  void theSettingsAreThoseOfASecuredBroker(Pods patch) {
    Map<String, String> variables = variables(patch);
    Settings settings = Settings.of(variables);
    assertThat(RaidoSettings.ALL.stream().map(Setting::name)).containsAll(variables.keySet());
    RaidoSettings.ALL.forEach(settings::get);
    assertThat(settings.get(RaidoSettings.KAFKA_SECURITY_PROTOCOL))
        .isEqualTo(RaidoSettings.SecurityProtocol.SASL_SSL);
    // Strimzi's listener for TLS.
    assertThat(settings.get(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS)).endsWith(":9093");
  }

  /** The user of the table, by the Secret that its operator makes, as a file. */
  @ParameterizedTest
  @MethodSource("patches")
  void eachIsItsOwnPrincipal(Pods patch) {
    String user = requireNonNull(variables(patch).get("KAFKA_USERNAME"));
    assertThat(Right.table(RightsTest.FILE).stream().map(Right::principal)).contains(user);
    Pods pods =
        SettingsTest.ours().stream()
            .filter(ours -> containers(ours).equals(containers(patch)))
            .findFirst()
            .orElseThrow();
    assertThat(pods.containers().getFirst().toString()).contains("\"" + user + "-kafka\"");
    Map<String, String> secrets = secrets(patch);
    assertThat(secrets)
        .containsEntry(requireNonNull(variables(patch).get("KAFKA_PASSWORD")), user)
        .containsEntry("file:" + variables(patch).get("KAFKA_CA_FILE"), "kafka-cluster-ca-cert");
  }

  /** The Secret behind each file that the settings may name. */
  private static Map<String, String> secrets(Pods patch) {
    Map<String, String> volumes =
        Manifest.objects(patch.spec("volumes")).stream()
            .collect(
                Collectors.toMap(
                    volume -> Manifest.text(volume, "name"),
                    volume ->
                        Manifest.text(
                            requireNonNull(volume.getAsJsonObject("secret")), "secretName")));
    Map<String, String> files = new LinkedHashMap<>();
    for (JsonObject mount : Manifest.objects(patch.containers().getFirst().get("volumeMounts"))) {
      assertThat(mount.get("readOnly").getAsBoolean()).isTrue();
      String secret = requireNonNull(volumes.get(Manifest.text(mount, "name")));
      for (String key : List.of("password", "ca.crt")) {
        files.put("file:" + Manifest.text(mount, "mountPath") + "/" + key, secret);
      }
    }
    return files;
  }

  private static String containers(Pods pods) {
    return pods.manifest().kind()
        + " "
        + pods.manifest().name()
        + " "
        + pods.containers().stream().map(it -> Manifest.text(it, "name")).toList();
  }

  private static Map<String, String> variables(Pods patch) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonObject variable : Manifest.objects(patch.containers().getFirst().get("env"))) {
      variables.put(Manifest.text(variable, "name"), Manifest.text(variable, "value"));
    }
    return variables;
  }
}
