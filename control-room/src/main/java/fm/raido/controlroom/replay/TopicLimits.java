package fm.raido.controlroom.replay;

import static java.util.Objects.requireNonNull;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.Deadline;
import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the topics that letters go back to can take. For one thread. */
final class TopicLimits {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final KafkaConnection kafka;
  private final Admin admin;
  private final Deadline deadline;
  private final Map<String, Optional<Limit>> known = new HashMap<>();

  /**
   * What one topic can take.
   *
   * @param partitions how many it has
   * @param bytes of one record, at most
   */
  record Limit(int partitions, int bytes) {}

  TopicLimits(KafkaConnection kafka, Admin admin, Deadline deadline) {
    this.kafka = kafka;
    this.admin = admin;
    this.deadline = deadline;
  }

  /**
   * Of that topic; empty where there is none.
   *
   * @throws CannotReachKafka if Kafka does not answer
   */
  Optional<Limit> of(String topic) {
    Optional<Limit> limit = known.get(topic);
    if (limit == null) {
      limit = look(topic);
      known.put(topic, limit);
    }
    return limit;
  }

  private Optional<Limit> look(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      int partitions =
          requireNonNull(
                  admin
                      .describeTopics(List.of(topic))
                      .allTopicNames()
                      .get(deadline.left(ANSWER).toMillis(), TimeUnit.MILLISECONDS)
                      .get(topic))
              .partitions()
              .size();
      String bytes =
          requireNonNull(
                  admin
                      .describeConfigs(List.of(resource))
                      .all()
                      .get(deadline.left(ANSWER).toMillis(), TimeUnit.MILLISECONDS)
                      .get(resource))
              .get("max.message.bytes")
              .value();
      return Optional.of(new Limit(partitions, Integer.parseInt(bytes)));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof InvalidTopicException) {
        return Optional.empty();
      }
      throw new CannotReachKafka(kafka, String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      throw new CannotReachKafka(kafka, "no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
