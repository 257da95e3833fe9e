package fm.raido.schemas.topic;

import java.util.Map;
import java.util.TreeMap;

/**
 * One topic of the catalogue.
 *
 * @param name its name
 * @param partitions how many it gets where it is created
 * @param configs topic settings that it must have, by Kafka's names
 */
public record Topic(String name, int partitions, Map<String, String> configs) {
  public Topic {
    configs = Map.copyOf(new TreeMap<>(configs));
  }
}
