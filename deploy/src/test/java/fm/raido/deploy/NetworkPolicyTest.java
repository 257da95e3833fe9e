package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NetworkPolicyTest {
  private static final Set<Integer> NAMES_AND_BROKERS = Set.of(53, 9092, 9093);

  @Test
  void whatNoPolicyAllowsIsDenied() {
    Manifest deny = ManifestFiles.one("NetworkPolicy", "raido-default-deny");
    assertThat(selector(deny)).isEmpty();
    assertThat(Manifest.texts(deny.at("spec", "policyTypes"))).containsExactly("Ingress", "Egress");
    assertThat(deny.at("spec", "ingress")).isNull();
    assertThat(deny.at("spec", "egress")).isNull();
  }

  @Test
  void whatIsLetInGoesToPortsThatAreOpen() {
    for (Manifest policy : ManifestFiles.of("NetworkPolicy")) {
      Set<Integer> open = new TreeSet<>();
      pods(selector(policy)).forEach(pods -> open.addAll(pods.ports().values()));
      for (JsonObject rule : Manifest.objects(policy.at("spec", "ingress"))) {
        assertThat(open).as(policy.toString()).containsAll(ports(rule));
        assertThat(Manifest.objects(rule.get("from"))).as(policy.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void whatIsLetOutGoesToNamesBrokersAndSpeechAlone() {
    Collection<Integer> speech = Pods.named("kokoro-tts").ports().values();
    for (Manifest policy : ManifestFiles.of("NetworkPolicy")) {
      for (JsonObject rule : Manifest.objects(policy.at("spec", "egress"))) {
        Set<Integer> allowed = new TreeSet<>(NAMES_AND_BROKERS);
        allowed.addAll(speech);
        assertThat(allowed).as(policy.toString()).containsAll(ports(rule));
        assertThat(ports(rule)).as(policy.toString()).isNotEmpty();
        assertThat(Manifest.objects(rule.get("to"))).as(policy.toString()).isNotEmpty();
      }
    }
  }

  /** Each of ours needs them; the speech host needs neither. */
  @Test
  void allOfOursReachTheBrokersAndNobodyElseDoes() {
    Map<String, String> clients = selector(ManifestFiles.one("NetworkPolicy", "raido-to-kafka"));
    for (Pods pods : Pods.all()) {
      assertThat(pods.isChosenBy(clients)).as(pods.toString()).isEqualTo(pods.isOurs());
    }
  }

  private static Map<String, String> selector(Manifest policy) {
    return Manifest.words(policy.at("spec", "podSelector", "matchLabels"));
  }

  private static List<Pods> pods(Map<String, String> selector) {
    return Pods.all().stream().filter(pods -> pods.isChosenBy(selector)).toList();
  }

  private static List<Integer> ports(JsonObject rule) {
    return Manifest.objects(rule.get("ports")).stream()
        .map(port -> port.get("port").getAsInt())
        .toList();
  }
}
