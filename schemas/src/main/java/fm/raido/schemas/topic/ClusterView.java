package fm.raido.schemas.topic;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads what topics a cluster has. */
final class ClusterView {
  private final Admin admin;
  private final AdminCalls calls;

  ClusterView(Admin admin, AdminCalls calls) {
    this.admin = admin;
    this.calls = calls;
  }

  /** Those of the topics that there are, with their settings. */
  Map<String, PresentTopic> topics(Set<String> names) {
    Map<String, TopicDescription> described = describe(names);
    Map<ConfigResource, Config> configs = configs(described.keySet());
    Map<String, PresentTopic> topics = new HashMap<>();
    described.forEach((name, topic) ->
        topics.put(
            name,
            new PresentTopic(
                name,
                topic.partitions().size(),
                topic.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0),
                values(configs.get(resource(name))))));
    return topics;
  }

  boolean hasAll(Collection<String> names) {
    return describe(Set.copyOf(names)).size() == names.size();
  }

  static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private Map<String, TopicDescription> describe(Set<String> names) {
    Map<String, TopicDescription> described = new HashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach((name, future) ->
            calls
                .answer(future, UnknownTopicOrPartitionException.class, "topic " + name + ": ")
                .ifPresent(topic -> described.put(name, topic)));
    return described;
  }

  private Map<ConfigResource, Config> configs(Set<String> topics) {
    Map<ConfigResource, Config> configs = new HashMap<>();
    admin
        .describeConfigs(topics.stream().map(ClusterView::resource).toList())
        .values()
        .forEach((resource, future) ->
            configs.put(
                resource, calls.answer(future, "settings of topic " + resource.name() + ": ")));
    return configs;
  }

  private static Map<String, String> values(@Nullable Config config) {
    if (config == null) {
      return Map.of();
    }
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(toMap(ConfigEntry::name, ConfigEntry::value));
  }
}
