package fm.raido.schemas.topic;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One topic of the catalogue.
 *
 * @param name its name
 * @param partitions how many it gets where it is created
 * @param configs topic settings that it must have, by Kafka's names, in their order
 */
public record Topic(String name, int partitions, Map<String, String> configs) {
  public Topic {
    configs = Collections.unmodifiableMap(new TreeMap<>(configs));
  }

  /** The same topic with another number of partitions. */
  public Topic withPartitions(int number) {
    return new Topic(name, number, configs);
  }

  /** The same topic with one more topic setting. */
  public Topic with(String config, String value) {
    Map<String, String> more = new TreeMap<>(configs);
    more.put(config, value);
    return new Topic(name, partitions, more);
  }
}
