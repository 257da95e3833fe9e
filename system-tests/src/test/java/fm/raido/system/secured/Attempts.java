package fm.raido.system.secured;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tries what one principal may do, with Kafka's own clients. What would change something is asked
 * for in a way that comes to nothing behind the broker's look at the rights: a topic that is there,
 * fewer partitions, validation alone.
 */
final class Attempts implements AutoCloseable {
  private static final int ANSWER_SECONDS = 10;

  /** Said only to those who may. */
  private static final List<Class<? extends ApiException>> AS_GOOD_AS_DONE =
      List.of(
          TopicExistsException.class,
          InvalidPartitionsException.class,
          GroupIdNotFoundException.class,
          GroupNotEmptyException.class,
          TransactionalIdNotFoundException.class);

  private final String principal;
  private final SecuredBroker broker;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Attempts(String principal, SecuredBroker broker) {
    this.principal = principal;
    this.broker = broker;
    this.admin =
        Admin.create(client(Map.of("request.timeout.ms", 5_000, "default.api.timeout.ms", 10_000)));
    // Idempotence needs a right of its own to begin with, which would be met first.
    this.producer =
        new KafkaProducer<>(
            client(
                Map.of(
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    false,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    10_000)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @FunctionalInterface
  private interface Attempt {
    void make() throws Exception;
  }

  /** Which of all deeds were done (true) and which were refused. */
  Map<Deed, Boolean> all(
      Collection<String> topics, Collection<String> groups, Collection<String> transactionalIds) {
    Map<Deed, Attempt> attempts = new LinkedHashMap<>();
    topics.forEach(topic -> onTopic(topic, attempts));
    groups.forEach(group -> onGroup(group, attempts));
    transactionalIds.forEach(id -> onTransactionalId(id, attempts));
    onCluster(attempts);
    Map<Deed, Boolean> done = new LinkedHashMap<>();
    attempts.forEach((deed, attempt) -> done.put(deed, isDone(deed, attempt)));
    return done;
  }

  private void onTopic(String topic, Map<Deed, Attempt> to) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    add(to, "topic", topic, "Read", () -> read(topic));
    add(
        to,
        "topic",
        topic,
        "Write",
        () -> answer(producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1}))));
    add(
        to,
        "topic",
        topic,
        "Create",
        () ->
            answer(
                admin
                    .createTopics(
                        List.of(new NewTopic(topic, Optional.of(1), Optional.empty())),
                        new CreateTopicsOptions().validateOnly(true))
                    .all()));
    add(to, "topic", topic, "Delete", () -> answer(admin.deleteTopics(List.of(topic)).all()));
    add(
        to,
        "topic",
        topic,
        "Alter",
        () ->
            answer(
                admin
                    .createPartitions(
                        Map.of(topic, NewPartitions.increaseTo(1)),
                        new CreatePartitionsOptions().validateOnly(true))
                    .all()));
    add(to, "topic", topic, "AlterConfigs", () -> setConfig(resource, "retention.ms"));
    add(
        to,
        "topic",
        topic,
        "Describe",
        () -> answer(admin.describeTopics(List.of(topic)).allTopicNames()));
    add(
        to,
        "topic",
        topic,
        "DescribeConfigs",
        () -> answer(admin.describeConfigs(List.of(resource)).all()));
  }

  private void onGroup(String group, Map<Deed, Attempt> to) {
    // A commit needs a right to read the topic too; the group is asked about first.
    add(
        to,
        "group",
        group,
        "Read",
        () ->
            answer(
                admin
                    .alterConsumerGroupOffsets(
                        group,
                        Map.of(new TopicPartition("raido.requests", 0), new OffsetAndMetadata(0)))
                    .all()));
    add(
        to,
        "group",
        group,
        "Describe",
        () -> answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
    add(
        to,
        "group",
        group,
        "Delete",
        () -> answer(admin.deleteConsumerGroups(List.of(group)).all()));
  }

  private void onTransactionalId(String id, Map<Deed, Attempt> to) {
    add(to, "transactional-id", id, "Write", () -> initTransactions(id));
    add(
        to,
        "transactional-id",
        id,
        "Describe",
        () -> answer(admin.describeTransactions(List.of(id)).all()));
  }

  private void onCluster(Map<Deed, Attempt> to) {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    add(
        to,
        "cluster",
        "kafka-cluster",
        "DescribeConfigs",
        () -> answer(admin.describeConfigs(List.of(broker)).all()));
    add(
        to,
        "cluster",
        "kafka-cluster",
        "AlterConfigs",
        () -> setConfig(broker, "log.cleaner.threads"));
    add(
        to,
        "cluster",
        "kafka-cluster",
        "Create",
        () ->
            answer(
                admin
                    .createTopics(
                        List.of(new NewTopic("raido.new", Optional.of(1), Optional.empty())),
                        new CreateTopicsOptions().validateOnly(true))
                    .all()));
    add(
        to,
        "cluster",
        "kafka-cluster",
        "Describe",
        () -> answer(admin.describeAcls(AclBindingFilter.ANY).values()));
    add(
        to,
        "cluster",
        "kafka-cluster",
        "Alter",
        () -> answer(admin.createAcls(List.of(everything())).all()));
  }

  /** Whoever got it would have all that he wants. */
  private AclBinding everything() {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + principal, "*", AclOperation.ALL, AclPermissionType.ALLOW));
  }

  private void setConfig(ConfigResource resource, String name) throws Exception {
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, "1"), AlterConfigOp.OpType.SET);
    answer(
        admin
            .incrementalAlterConfigs(
                Map.of(resource, List.of(set)), new AlterConfigsOptions().validateOnly(true))
            .all());
  }

  private void read(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            client(Map.of(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + Duration.ofSeconds(ANSWER_SECONDS).toNanos();
      while (consumer.poll(Duration.ofMillis(50)).isEmpty()) {
        OptionalLong lag = consumer.currentLag(partition);
        if (System.nanoTime() > end) {
          throw new IllegalStateException("nothing comes of " + topic + ", which lags by " + lag);
        }
      }
    }
  }

  private void initTransactions(String id) {
    try (KafkaProducer<byte[], byte[]> transactional =
        new KafkaProducer<>(
            client(
                Map.of(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    id,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    10_000)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      transactional.initTransactions();
    }
  }

  private Map<String, Object> client(Map<String, Object> own) {
    return broker.as(principal).client(own);
  }

  private void add(
      Map<Deed, Attempt> to, String resource, String name, String operation, Attempt attempt) {
    to.put(new Deed(principal, resource, name, operation), attempt);
  }

  private static boolean isDone(Deed deed, Attempt attempt) {
    try {
      attempt.make();
      return true;
    } catch (Exception e) {
      Throwable cause = e;
      while (!(cause instanceof ApiException) && cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof AuthorizationException) {
        return false;
      }
      Throwable said = cause;
      if (AS_GOOD_AS_DONE.stream().anyMatch(type -> type.isInstance(said))) {
        return true;
      }
      throw new AssertionError(deed + " is neither done nor refused: " + said, e);
    }
  }

  private static void answer(Future<?> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    producer.close(Duration.ZERO);
  }
}
