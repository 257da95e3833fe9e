package fm.raido.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.JsonNode;

/** A broker with its topics, and what tests need to talk to a producer beside it. */
public final class Bench implements AutoCloseable {
  private static final int PARTITIONS = 2;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String bootstrapServers;
  private final Runnable stop;

  private Bench(String bootstrapServers, Runnable stop) {
    this.bootstrapServers = bootstrapServers;
    this.stop = stop;
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(bootstrapServers))) {
      admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
    }
  }

  public static Bench start(Path directory) {
    return start(directory, 0);
  }

  static Bench start(Path directory, int port) {
    LocalKafka broker = LocalKafka.start(directory, port);
    return new Bench(broker.bootstrapServers(), broker::close);
  }

  /** With a broker that somebody else runs. */
  static Bench at(String bootstrapServers) {
    return new Bench(bootstrapServers, () -> {});
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** A producer on any free port. */
  public ProducerProgram producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("PRODUCER_PORT", 0);
    all.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
    return ProducerProgram.start(all);
  }

  /** An HTTP answer. */
  public record Answer(int status, java.net.http.HttpHeaders headers, String text) {
    public JsonNode json() {
      return Json.MAPPER.readTree(text);
    }

    public String contentType() {
      return headers.firstValue("content-type").orElse("");
    }
  }

  Answer post(ProducerProgram to, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(to, path)
            .headers(
                headers.length == 0 ? new String[] {"Content-Type", "application/json"} : headers)
            .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .build());
  }

  Answer announce(ProducerProgram to, String body, String... headers)
      throws IOException, InterruptedException {
    return post(to, "/v1/announcements", body, headers);
  }

  Answer get(ProducerProgram from, String path) throws IOException, InterruptedException {
    return send(request(from, path).GET().build());
  }

  static HttpRequest.Builder request(ProducerProgram to, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** Every record of a topic at this moment. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "fetch.max.wait.ms", 20),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** A client for records that other programs would write. */
  Producer<byte[], byte[]> kafkaProducer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** The broker goes away, as after a crash of its machine; its data stays. */
  void stopBroker() {
    stop.run();
  }

  @Override
  public void close() {
    client.close();
    stop.run();
  }
}
