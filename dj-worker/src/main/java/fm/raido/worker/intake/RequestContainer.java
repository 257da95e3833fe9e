package fm.raido.worker.intake;

import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.worker.meters.KafkaMeters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/**
 * The listener container of requests: one consumer, one thread. The container never commits:
 * acknowledgements are manual and never given, its error handler stops it and acknowledges nothing,
 * and it has no transaction manager, because any of these would commit an offset over the
 * settlements' own (a recovered batch was seen to write {@code metadata=''}).
 */
public final class RequestContainer {
  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * The brokers' least (their {@code group.min.session.timeout.ms}). A killed worker's partitions
   * wait for so long, and a deadline among them must still be served: see {@code
   * docs/adr/0003-static-membership.md}.
   */
  private static final Duration SESSION = Duration.ofSeconds(6);

  /** The brokers' default, and least, under the consumer protocol. */
  private static final Duration BROKERS_SESSION = Duration.ofSeconds(45);

  /** Said and tried again so often; else the container would stop, and be started again sooner. */
  private static final Duration REFUSED = Duration.ofMinutes(1);

  private RequestContainer() {}

  /**
   * Client settings of a consumer that reads what the group reads and joins nothing. It uses the
   * classic protocol whatever the members use: the other one holds records back for up to the poll
   * time-out (KAFKA-20780), from those too that are only assigned.
   */
  public static Map<String, Object> consumerConfig(
      Map<String, Object> connection, String group, String clientId) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    // A static member would keep its partitions, and their deadlines, waiting for its return.
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Flow.POLL_RECORDS);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, (int) Flow.POLL_BYTES);
    // Of all partitions together: an answer must come whole within the request time-out (1.5 s:
    // 6 Mbit/s), else it is asked for again for ever. Not less: it holds a whole poll of requests
    // of 2 KiB.
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int) Flow.POLL_BYTES);
    // What is there comes at once, and an empty fetch must not outlast the request time-out.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
    return config;
  }

  /** Client settings of a member of the group. */
  public static Map<String, Object> memberConfig(
      Map<String, Object> connection, String group, String clientId, GroupProtocol protocol) {
    Map<String, Object> config = consumerConfig(connection, group, clientId);
    switch (protocol) {
      case CLASSIC -> {
        config.put(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        // A member hears of a rebalance with its next heartbeat: at 3 s a handover takes as long.
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
      }
      case CONSUMER -> {
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        // All three are the brokers' under this protocol, and a client that names one is refused.
        config.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        config.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        config.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
      }
    }
    return config;
  }

  /** How long a member that died stays a member, at most. */
  public static Duration sessions(GroupProtocol protocol) {
    return switch (protocol) {
      case CLASSIC -> SESSION;
      case CONSUMER -> BROKERS_SESSION;
    };
  }

  /** Makes the container; it is started by its owner. */
  public static KafkaMessageListenerContainer<byte[], byte[]> create(
      Map<String, Object> consumerConfig,
      Flow flow,
      Assignments assignments,
      IntakeEvents events,
      KafkaMeters meters) {
    DefaultKafkaConsumerFactory<byte[], byte[]> factory =
        new DefaultKafkaConsumerFactory<>(consumerConfig) {
          @Override
          protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> config) {
            return new RequestConsumer(config, flow, assignments, events, meters);
          }
        };
    ContainerProperties properties = new ContainerProperties(TopicCatalogue.REQUESTS);
    properties.setAckMode(AckMode.MANUAL);
    properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
    properties.setFixTxOffsets(false);
    properties.setPollTimeout(POLL.toMillis());
    properties.setConsumerRebalanceListener(assignments);
    properties.setMessageListener(new RequestListener(flow, assignments, events));
    // Its look would be taken by a client without what Kafka has no name for: a CA file of ours, a
    // bundle of Spring's. Whether the topics are there is looked at before.
    properties.setMissingTopicsFatal(false);
    properties.setStopContainerWhenFenced(false);
    properties.setAuthExceptionRetryInterval(REFUSED);
    properties.setShutdownTimeout(Assignments.FLUSH.plusSeconds(5).toMillis());
    KafkaMessageListenerContainer<byte[], byte[]> container =
        new KafkaMessageListenerContainer<>(factory, properties);
    container.setCommonErrorHandler(new StopWithoutAcknowledging());
    container.setBeanName("raido-requests");
    return container;
  }

  /** Stops the container; the records that failed stay unsettled. */
  private static final class StopWithoutAcknowledging extends CommonContainerStoppingErrorHandler {
    @Override
    public boolean isAckAfterHandle() {
      return false;
    }
  }
}
