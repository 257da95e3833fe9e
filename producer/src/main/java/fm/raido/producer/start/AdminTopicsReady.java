package fm.raido.producer.start;

import static java.util.Objects.requireNonNull;

import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers. */
public final class AdminTopicsReady implements TopicsReady {
  private static final Duration WAIT = Duration.ofSeconds(8);

  @Override
  public void check(String bootstrapServers) {
    Map<String, Integer> partitions = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) WAIT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) WAIT.toMillis() / 2))) {
      Map<String, KafkaFuture<TopicDescription>> topics =
          admin
              .describeTopics(List.of(TopicCatalogue.REQUESTS, TopicCatalogue.OUTCOMES))
              .topicNameValues();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
          new TreeMap<>(topics).entrySet()) {
        try {
          partitions.put(topic.getKey(), topic.getValue().get().partitions().size());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
            throw unreachable(bootstrapServers, requireNonNull(e.getCause()));
          }
          faults.add("topic " + topic.getKey() + " is missing");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted while looking for topics");
    } catch (KafkaException e) {
      throw unreachable(bootstrapServers, e.getCause() == null ? e : e.getCause());
    }
    Integer requests = partitions.get(TopicCatalogue.REQUESTS);
    Integer outcomes = partitions.get(TopicCatalogue.OUTCOMES);
    if (requests != null && outcomes != null && outcomes < requests) {
      faults.add(
          "topic %s has %d partitions and must have at least the %d of %s"
              .formatted(TopicCatalogue.OUTCOMES, outcomes, requests, TopicCatalogue.REQUESTS));
    }
    if (!faults.isEmpty()) {
      throw new StartRefused(
          String.join("; ", faults) + " (create what is missing with: raido topics apply)");
    }
  }

  private static StartRefused unreachable(String bootstrapServers, Throwable cause) {
    return new StartRefused(
        "no Kafka broker answers at KAFKA_BOOTSTRAP_SERVERS=\""
            + bootstrapServers
            + "\": "
            + cause.getMessage());
  }
}
