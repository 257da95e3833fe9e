package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaTopicTest {
  private static final Settings SHARED = Settings.of(SettingsTest.shared());

  @Test
  void topicsAreThoseOfTheCatalogue() {
    List<Topic> catalogue =
        TopicCatalogue.topics(
            SHARED.get(RaidoSettings.PARTITIONS), SHARED.get(RaidoSettings.REPLICATION));
    assertThat(ManifestFiles.of("KafkaTopic").stream().map(KafkaTopicTest::topic))
        .containsExactlyElementsOf(catalogue);
  }

  @Test
  void replicasAreThoseOfTheSettings() {
    assertThat(ManifestFiles.of("KafkaTopic"))
        .allSatisfy(topic ->
            assertThat(topic.at("spec", "replicas"))
                .hasToString(SHARED.get(RaidoSettings.REPLICATION).toString()));
  }

  private static Topic topic(Manifest manifest) {
    return new Topic(
        manifest.name(),
        Integer.parseInt(String.valueOf(manifest.at("spec", "partitions"))),
        Manifest.words(manifest.at("spec", "config")));
  }
}
