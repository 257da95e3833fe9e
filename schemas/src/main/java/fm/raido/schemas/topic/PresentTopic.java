package fm.raido.schemas.topic;

import java.util.Map;

/**
 * A topic as the cluster has it.
 *
 * @param replication the fewest replicas that a partition has
 * @param configs every topic setting in force, defaults included
 */
record PresentTopic(String name, int partitions, int replication, Map<String, String> configs) {
  PresentTopic {
    configs = Map.copyOf(configs);
  }
}
