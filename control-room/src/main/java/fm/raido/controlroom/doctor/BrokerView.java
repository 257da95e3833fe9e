package fm.raido.controlroom.doctor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The brokers as they are.
 *
 * @param count how many answer
 * @param level the finalized {@code metadata.version}; empty where they do not say
 * @param configs the settings of one of them
 */
record BrokerView(int count, Optional<Short> level, Map<String, String> configs) {
  BrokerView {
    configs = Map.copyOf(configs);
  }

  static BrokerView read(Admin admin, Cluster cluster) {
    DescribeClusterResult described = admin.describeCluster();
    Collection<Node> nodes = cluster.answer(described.nodes());
    FinalizedVersionRange version =
        cluster
            .answer(admin.describeFeatures().featureMetadata())
            .finalizedFeatures()
            .get("metadata.version");
    return new BrokerView(
        nodes.size(),
        Optional.ofNullable(version).map(FinalizedVersionRange::maxVersionLevel),
        nodes.isEmpty() ? Map.of() : configs(admin, cluster, nodes.iterator().next()));
  }

  private static Map<String, String> configs(Admin admin, Cluster cluster, Node node) {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
    Map<String, String> configs = new TreeMap<>();
    for (Config config : cluster.answer(admin.describeConfigs(List.of(broker)).all()).values()) {
      for (ConfigEntry entry : config.entries()) {
        if (entry.value() != null) {
          configs.put(entry.name(), entry.value());
        }
      }
    }
    return configs;
  }
}
