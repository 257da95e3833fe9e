package fm.raido.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.topic.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIT {
  @TempDir Path dir;

  @Test
  void speaksARequestAndSettlesIt() throws Exception {
    try (Rig rig = new Rig(dir);
        Admin admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrapServers()))) {
      rig.worker(Map.of());
      rig.send(Rig.request("a", "Good evening, this is a test of the night programme.", null));
      await("an outcome").atMost(Duration.ofSeconds(20)).until(() -> !rig.outcomes().isEmpty());

      List<Outcome> outcomes = rig.outcomes();
      assertThat(outcomes).hasSize(1);
      Outcome outcome = outcomes.getFirst();
      assertThat(outcome.outcome()).isEqualTo(OutcomeKind.SPOKEN);
      assertThat(outcome.attempts()).isEqualTo(1);
      assertThat(rig.store().resolve(requireNonNull(outcome.audio()).file()))
          .satisfies(f -> assertThat(Files.size(f)).isPositive());
      // A worker's right to settle goes by how this id begins.
      assertThat(admin.listTransactions().all().get())
          .extracting(TransactionListing::transactionalId)
          .contains(outcome.worker().replace("worker-", TopicCatalogue.WORKER_TRANSACTIONS));
    }
  }

  /**
   * A transaction's end takes an offset of its own, and so does what was taken back: an idle group
   * must not show them as lag, nor take them for requests.
   */
  @Test
  void leavesNoLagBehindTransactions() throws Exception {
    try (Rig rig = new Rig(dir);
        KafkaProducer<byte[], byte[]> replaying =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers", rig.bootstrapServers(), "transactional.id", "replaying"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Admin admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrapServers()))) {
      WorkerProgram _ = rig.worker(Map.of());
      replaying.initTransactions();
      ProducerRecord<byte[], byte[]> record =
          rig.record(Rig.request("a", "Good evening, words out of a transaction.", null));
      replaying.beginTransaction();
      replaying.send(record).get();
      replaying.commitTransaction();
      TopicPartition partition = new TopicPartition(record.topic(), partition(record));
      await("no lag")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(committed(admin, partition)).isEqualTo(2));

      replaying.beginTransaction();
      replaying.send(record).get();
      replaying.abortTransaction();
      await("no lag")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(committed(admin, partition)).isEqualTo(4));
      assertThat(rig.outcomes()).extracting(Outcome::outcome).containsExactly(OutcomeKind.SPOKEN);
      rig.audit(0);
    }
  }

  /** As every client hashes a key. */
  private static int partition(ProducerRecord<byte[], byte[]> record) {
    return BuiltInPartitioner.partitionForKey(record.key(), Rig.PARTITIONS);
  }

  private static long committed(Admin admin, TopicPartition partition) throws Exception {
    OffsetAndMetadata commit =
        admin
            .listConsumerGroupOffsets(Worker.GROUP)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(partition);
    return commit == null ? 0 : commit.offset();
  }
}
