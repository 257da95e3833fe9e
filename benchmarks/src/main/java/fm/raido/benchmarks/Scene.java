package fm.raido.benchmarks;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A broker in this JVM with the product's topics, and two of the same kind for the peer. */
final class Scene implements AutoCloseable {
  static final String PEER_REQUESTS = "bench.requests";
  static final String PEER_OUTCOMES = "bench.outcomes";

  /** The product's default. */
  static final int PARTITIONS = 6;

  private static final Map<String, String> LOG_TIME =
      Map.of("message.timestamp.type", "LogAppendTime");

  private final Path directory;
  private final LocalKafka kafka;

  private Scene(Path directory, LocalKafka kafka) {
    this.directory = directory;
    this.kafka = kafka;
  }

  /** Starts a broker with empty topics. */
  static Scene open(Path directory) {
    Scene scene = new Scene(directory, LocalKafka.start(directory.resolve("kafka"), 0));
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(scene.bootstrapServers()))) {
      admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
      admin.apply(
          List.of(
              new Topic(PEER_REQUESTS, PARTITIONS, LOG_TIME),
              new Topic(PEER_OUTCOMES, PARTITIONS, LOG_TIME)),
          1,
          false);
      return scene;
    } catch (RuntimeException | Error e) {
      scene.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  Path directory() {
    return directory;
  }

  RequestFeed feed() {
    return new RequestFeed(bootstrapServers(), Clock.systemUTC());
  }

  /** Follows what is committed to a topic from now on. */
  CommittedReader follow(String topic, CommittedReader.Listener listener) {
    return new CommittedReader(bootstrapServers(), topic, Clock.systemUTC(), listener);
  }

  @Override
  public void close() {
    kafka.close();
  }
}
