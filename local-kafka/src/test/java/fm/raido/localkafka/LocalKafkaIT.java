package fm.raido.localkafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class LocalKafkaIT {
  private static final String TOPIC = "songs";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  @TempDir Path dir;

  @Test
  void keepsRecordsOffsetsAndTopicsOverARestart() throws Exception {
    String cluster;
    try (LocalKafka kafka = LocalKafka.start(dir, 0)) {
      createTopic(kafka);
      sendInTransaction(kafka, "one", "two");
      commitOffset(kafka, 1);
      cluster = clusterId(kafka);
    }
    try (LocalKafka kafka = LocalKafka.start(dir, 0)) {
      assertThat(clusterId(kafka)).isEqualTo(cluster);
      sendInTransaction(kafka, "three");
      assertThat(readCommitted(kafka, 3)).containsExactly("one", "two", "three");
      try (Consumer<String, String> consumer = consumer(kafka)) {
        assertThat(consumer.committed(java.util.Set.of(PARTITION)))
            .isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(1, Optional.empty(), "mark")));
      }
    }
  }

  @Test
  void createsNoTopicByItself() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(dir, 0);
        Admin admin = admin(kafka)) {
      assertThatThrownBy(
              () -> admin.describeTopics(List.of("typo")).allTopicNames().get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
      assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(() -> LocalKafka.start(dir, other.getLocalPort()))
          .isInstanceOf(LocalKafkaException.class)
          .hasMessage(
              "port %d on 127.0.0.1 is taken by another program: stop that one, or choose another port (0: any free one)",
              other.getLocalPort());
    }
    assertThat(startedAndStopped()).as("the directory was let go again").isTrue();
  }

  @Test
  void refusesASecondBrokerOnTheSameDirectory() {
    try (LocalKafka kafka = LocalKafka.start(dir, 0)) {
      assertThatThrownBy(() -> LocalKafka.start(dir, 0))
          .isInstanceOf(LocalKafkaException.class)
          .hasMessage(
              "Kafka's data directory %s is in use by another process: stop that one, or choose another directory",
              dir);
      assertThat(kafka.fault()).isNotDone();
    }
  }

  @Test
  void aFaultOfTheBrokerIsToldAndDoesNotEndTheJvm() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(dir, 0)) {
      assertThatThrownBy(() -> Exit.halt(1, "disk full")).isInstanceOf(LocalKafkaException.class);
      assertThat(kafka.fault().get(1, TimeUnit.SECONDS))
          .isEqualTo("the local Kafka gave up: disk full (status 1; its log says more)");
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    LocalKafka kafka = LocalKafka.start(dir, 0);
    kafka.close();
    kafka.close();
    assertThat(kafka.fault()).isNotDone();
  }

  private boolean startedAndStopped() {
    try (LocalKafka kafka = LocalKafka.start(dir, 0)) {
      return !kafka.bootstrapServers().isEmpty();
    }
  }

  static void createTopic(LocalKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
  }

  static void sendInTransaction(LocalKafka kafka, String... values) {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test-writer"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        var _ = producer.send(new ProducerRecord<>(TOPIC, 0, "key", value));
      }
      producer.commitTransaction();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(TOPIC, 0, "key", "aborted"));
      producer.abortTransaction();
    }
  }

  static List<String> readCommitted(LocalKafka kafka, int expected) {
    List<String> values = new ArrayList<>();
    try (Consumer<String, String> consumer = consumer(kafka)) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (values.size() < expected && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static void commitOffset(LocalKafka kafka, long offset) {
    try (Consumer<String, String> consumer = consumer(kafka)) {
      consumer.assign(List.of(PARTITION));
      consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(offset, "mark")));
    }
  }

  private static Consumer<String, String> consumer(LocalKafka kafka) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "test-readers",
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            "false"),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private static String clusterId(LocalKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      return admin.describeCluster().clusterId().get(10, TimeUnit.SECONDS);
    }
  }

  private static Admin admin(LocalKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @Test
  void survivesAKillWithoutACleanShutdown() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledBroker.class.getName(),
                dir.toString())
            .redirectErrorStream(true)
            .start();
    try (var out = process.inputReader(UTF_8)) {
      List<String> said = new ArrayList<>();
      String line;
      while ((line = out.readLine()) != null && !line.equals(KilledBroker.READY)) {
        said.add(line);
      }
      assertThat(line).as("the other process said %s", said).isEqualTo(KilledBroker.READY);
      assertThatThrownBy(() -> LocalKafka.start(dir, 0)).hasMessageContaining("is in use");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(cleanShutdownMarker()).as("it was killed").doesNotExist();
    try (LocalKafka kafka = LocalKafka.start(dir, 0)) {
      assertThat(readCommitted(kafka, 2)).containsExactly("one", "two");
    }
    assertThat(cleanShutdownMarker()).exists();
  }

  private Path cleanShutdownMarker() {
    return dir.resolve("kafka/.kafka_cleanshutdown");
  }

  @Test
  void tellsWhenTheDirectoryBelongsToSomethingElse() throws IOException {
    Files.writeString(dir.resolve("holiday.jpg"), "x");
    assertThatThrownBy(() -> LocalKafka.start(dir, 0))
        .isInstanceOf(LocalKafkaException.class)
        .hasMessage(
            "Kafka's data directory %s holds other files (holiday.jpg): choose an empty or a new directory",
            dir);
  }
}
