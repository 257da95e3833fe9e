package fm.raido.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodRulesTest {

  static List<Pods> pods() {
    return Pods.all();
  }

  @ParameterizedTest
  @MethodSource("pods")
  void nobodyIsRootOrCanBecomeMore(Pods pods) {
    assertThat(value(pods.spec("securityContext", "runAsNonRoot"))).isEqualTo("true");
    assertThat(value(pods.spec("securityContext", "seccompProfile", "type")))
        .isEqualTo("RuntimeDefault");
    assertThat(value(pods.spec("automountServiceAccountToken"))).isEqualTo("false");
    for (JsonObject container : pods.containers()) {
      JsonObject security = container.getAsJsonObject("securityContext");
      assertThat(value(security.get("allowPrivilegeEscalation"))).isEqualTo("false");
      assertThat(Manifest.texts(Manifest.at(security, "capabilities", "drop")))
          .containsExactly("ALL");
      if (pods.isOurs()) {
        assertThat(value(security.get("readOnlyRootFilesystem"))).isEqualTo("true");
        assertThat(value(pods.spec("securityContext", "runAsUser"))).isEqualTo("65532");
      }
    }
  }

  /** A Service called raido-producer would set RAIDO_PRODUCER_PORT, which names our setting. */
  @ParameterizedTest
  @MethodSource("pods")
  void noServiceOfTheNamespaceSetsOurSettings(Pods pods) {
    assertThat(value(pods.spec("enableServiceLinks"))).isEqualTo("false");
  }

  @ParameterizedTest
  @MethodSource("pods")
  void everybodySaysWhatMemoryItNeedsAndOnlyTheAgentHasNoLimit(Pods pods) {
    for (JsonObject container : pods.containers()) {
      assertThat(Manifest.at(container, "resources", "requests", "memory")).isNotNull();
      JsonElement limits = Manifest.at(container, "resources", "limits");
      if (pods.manifest().name().equals("health-agent")) {
        // With limits it would watch those and not the host.
        assertThat(limits).isNull();
      } else {
        assertThat(Manifest.words(limits)).containsOnlyKeys("memory");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void probesAskPortsThatThereAre(Pods pods) {
    for (JsonObject container : pods.containers()) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonElement port = Manifest.at(container, probe, "httpGet", "port");
        if (port != null) {
          assertThat(pods.ports()).containsKey(port.getAsString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void whatIsMountedIsAVolume(Pods pods) {
    Set<String> volumes =
        Manifest.objects(pods.spec("volumes")).stream()
            .map(volume -> Manifest.text(volume, "name"))
            .collect(Collectors.toSet());
    for (JsonObject container : pods.containers()) {
      Manifest.objects(container.get("volumeMounts"))
          .forEach(mount -> assertThat(volumes).contains(Manifest.text(mount, "name")));
    }
    for (JsonObject volume : Manifest.objects(pods.spec("volumes"))) {
      JsonElement claim = Manifest.at(volume, "persistentVolumeClaim", "claimName");
      if (claim != null) {
        ManifestFiles.one("PersistentVolumeClaim", claim.getAsString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pods")
  void aWorkloadChoosesItsOwnPods(Pods pods) {
    if (!pods.manifest().kind().equals("Job")) {
      assertThat(
              pods.isChosenBy(
                  Manifest.words(pods.manifest().at("spec", "selector", "matchLabels"))))
          .isTrue();
    }
    for (JsonObject spread : Manifest.objects(pods.spec("topologySpreadConstraints"))) {
      assertThat(
              pods.isChosenBy(Manifest.words(Manifest.at(spread, "labelSelector", "matchLabels"))))
          .isTrue();
    }
  }

  @Test
  void servicesAndBudgetsChooseSomebody() {
    for (Manifest service : ManifestFiles.of("Service")) {
      Pods chosen = chosen(Manifest.words(service.at("spec", "selector")));
      for (JsonObject port : Manifest.objects(service.at("spec", "ports"))) {
        assertThat(chosen.ports())
            .containsEntry(Manifest.text(port, "targetPort"), port.get("port").getAsInt());
      }
    }
    for (Manifest budget : ManifestFiles.of("PodDisruptionBudget")) {
      chosen(Manifest.words(budget.at("spec", "selector", "matchLabels")));
    }
  }

  private static Pods chosen(Map<String, String> selector) {
    assertThat(selector).isNotEmpty();
    return pods().stream().filter(pods -> pods.isChosenBy(selector)).findFirst().orElseThrow();
  }

  /** What the worker's own pages promise a supervisor. */
  @Test
  void aWorkerIsGivenTheTimeThatItsStopTakes() {
    String grace = value(Pods.named("dj-worker").spec("terminationGracePeriodSeconds"));
    assertThat(ManifestFiles.text(Path.of("../docs/operating.md")))
        .contains("`terminationGracePeriodSeconds: " + grace + "`");
  }

  @Test
  void theAgentIsCalledLikeItsNode() {
    JsonObject container = Pods.named("health-agent").containers().getFirst();
    JsonObject host =
        Manifest.objects(container.get("env")).stream()
            .filter(variable -> Manifest.text(variable, "name").equals("AGENT_HOST"))
            .findFirst()
            .orElseThrow();
    assertThat(value(Manifest.at(host, "valueFrom", "fieldRef", "fieldPath")))
        .isEqualTo("spec.nodeName");
  }

  @Test
  void theSpeechHostRunsWhereAnAgentWatches() {
    assertThat(Pods.named("kokoro-tts").spec("nodeSelector"))
        .isNotNull()
        .isEqualTo(Pods.named("health-agent").spec("nodeSelector"));
  }

  private static String value(@Nullable JsonElement element) {
    return requireNonNull(element, "missing").getAsString();
  }
}
