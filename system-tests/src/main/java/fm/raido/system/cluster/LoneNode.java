package fm.raido.system.cluster;

import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.process.ChildJvmBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A cluster of one for a moment, which does a little of everything, so that its JVM learns. */
final class LoneNode {
  private static final String TOPIC = "training";

  /**
   * To write the cache, a JVM starts another one at its end (measured: 6 s, and 50 s on a machine
   * that does much else).
   */
  private static final Duration END = Duration.ofMinutes(5);

  private static final Duration READY = Duration.ofMinutes(2);

  private LoneNode() {}

  /** Starts it in that directory, uses it, and ends it cleanly. */
  static void train(Path directory, Function<Path, ChildJvmBuilder> jvm) throws IOException {
    ClusterPorts ports = ClusterPorts.choose(List.of());
    Path data = Files.createDirectory(directory.resolve("data"));
    Properties config = NodeConfig.of(1, data, Tuning.DEFAULTS, ports, Wiring.direct(ports));
    String controller = ClusterPorts.LOOPBACK + ":" + ports.port(1, ClusterPorts.CONTROLLER);
    config.setProperty("controller.quorum.voters", "1@" + controller);
    for (String name : config.stringPropertyNames()) {
      if (name.endsWith("replication.factor") || name.endsWith("min.isr")) {
        config.setProperty(name, "1");
      }
    }
    config.setProperty("min.insync.replicas", "1");
    Node.format(data, 1, Uuid.randomUuid().toString());
    Path settings = Node.write(config, directory.resolve("node.properties"));
    try (ChildJvm node = jvm.apply(settings).start()) {
      use(ClusterPorts.LOOPBACK + ":" + ports.port(1, ClusterPorts.PLAIN));
      node.terminate();
      node.awaitEnd(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterFailed("interrupted", e);
    }
  }

  private static void use(String bootstrapServers) throws InterruptedException {
    Map<String, Object> clients =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "reconnect.backoff.max.ms", 200,
            "transactional.id", "training",
            "group.id", "training",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    try (Admin admin = Admin.create(clients)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      try (KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
          KafkaConsumer<byte[], byte[]> consumer =
              new KafkaConsumer<>(
                  clients, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, new byte[1])).get();
        producer.commitTransaction();
        consumer.subscribe(List.of(TOPIC));
        long end = System.nanoTime() + READY.toNanos();
        while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
          if (System.nanoTime() > end) {
            throw new ClusterFailed("a lone node does not give back what it was given");
          }
        }
        consumer.commitSync();
      }
      admin.describeMetadataQuorum().quorumInfo().get();
    } catch (ExecutionException e) {
      throw new ClusterFailed("a lone node does not do its work: " + e.getCause(), e);
    }
  }
}
