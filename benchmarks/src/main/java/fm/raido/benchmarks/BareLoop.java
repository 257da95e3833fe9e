package fm.raido.benchmarks;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The peer: poll, call the speech host on virtual threads, write the audio (unsynced), produce the
 * outcomes and commit the offsets in one transaction a poll. No limit, no breaker, no deadline but
 * the one that has passed, no duplicates, no retry, no dead letter: the first failure ends it.
 */
public final class BareLoop {
  /** As many records a transaction as a worker's settlements have at most. */
  private static final int RECORDS_A_TRANSACTION = 5_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Clock clock = Clock.systemUTC();
  private final URI speechUrl;
  private final Path audio;

  private BareLoop(String voiceUrl, Path audio) {
    this.speechUrl = URI.create(voiceUrl + "/v1/audio/speech");
    this.audio = audio;
  }

  /** Arguments: bootstrap servers, the speech host's base URL, a directory for the audio. */
  public static void main(String[] args) throws Exception {
    Path audio = Files.createDirectories(Path.of(args[2]));
    new BareLoop(args[1], audio).run(args[0]);
  }

  private void run(String bootstrapServers) throws InterruptedException, ExecutionException {
    Map<String, Object> consumerConfig =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            "bare-loop",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            RECORDS_A_TRANSACTION,
            "max.partition.fetch.bytes",
            4 << 20);
    Map<String, Object> producerConfig =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "transactional.id",
            "bare-loop",
            // As the worker: the default of 100 ms allows 20 transactions a second.
            "retry.backoff.ms",
            5);
    try (var consumer =
            new KafkaConsumer<>(
                consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                producerConfig, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      consumer.subscribe(List.of(Scene.PEER_REQUESTS));
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        if (records.isEmpty()) {
          continue;
        }
        List<Outcome> outcomes = outcomes(records);
        producer.beginTransaction();
        for (Outcome outcome : outcomes) {
          ProducerRecord<byte[], byte[]> made = RaidoRecords.outcome(outcome, null);
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      Scene.PEER_OUTCOMES,
                      made.partition(),
                      made.key(),
                      made.value(),
                      made.headers()));
        }
        producer.sendOffsetsToTransaction(behind(records), consumer.groupMetadata());
        producer.commitTransaction();
      }
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> behind(
      ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      long last = records.records(partition).getLast().offset();
      offsets.put(partition, new OffsetAndMetadata(last + 1));
    }
    return offsets;
  }

  private List<Outcome> outcomes(ConsumerRecords<byte[], byte[]> records)
      throws InterruptedException, ExecutionException {
    List<Future<Outcome>> pending = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      AnnouncementRequest request =
          Json.MAPPER.readValue(record.value(), AnnouncementRequest.class);
      Instant airBy = request.airBy();
      if (airBy != null && !clock.instant().isBefore(airBy)) {
        outcomes.add(outcome(record, request, OutcomeKind.EXPIRED, null));
      } else {
        pending.add(calls.submit(() -> spoken(record, request)));
      }
    }
    for (Future<Outcome> one : pending) {
      outcomes.add(one.get());
    }
    return outcomes;
  }

  private Outcome spoken(ConsumerRecord<byte[], byte[]> record, AnnouncementRequest request)
      throws IOException, InterruptedException {
    Map<String, Object> order =
        Map.of(
            "model", "kokoro",
            "input", String.valueOf(request.text()),
            "voice", "af_bella",
            "response_format", "wav",
            "stream", false);
    HttpRequest call =
        HttpRequest.newBuilder(speechUrl)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(order)))
            .build();
    HttpResponse<byte[]> answer = client.send(call, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode());
    }
    String file = request.id() + ".wav";
    Files.write(audio.resolve(file), answer.body());
    return outcome(
        record,
        request,
        OutcomeKind.SPOKEN,
        new Audio(
            file,
            "wav",
            answer.body().length,
            Duration.ofMillis(answer.body().length / 48),
            Audio.Source.SPEECH));
  }

  private Outcome outcome(
      ConsumerRecord<byte[], byte[]> record,
      AnnouncementRequest request,
      OutcomeKind kind,
      @Nullable Audio audio) {
    return new Outcome(
        Outcome.SCHEMA_VERSION,
        request.id(),
        request.pass(),
        request.station(),
        request.kind(),
        kind,
        audio == null ? "its deadline has passed" : null,
        audio == null ? null : request.text(),
        audio == null ? null : "af_bella",
        audio,
        request.airBy(),
        audio == null ? 0 : 1,
        clock.instant(),
        "bare-loop",
        record.partition(),
        record.offset());
  }
}
