package fm.raido.system.audit;

import static java.util.Objects.requireNonNull;

import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.worker.Worker;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records wait for their outcome, as the committed settlements tell it. */
public final class Backlog implements AutoCloseable {
  private static final long ANSWER_SECONDS = 5;

  private final Admin admin;
  private final int partitions;

  /**
   * @param partitions of the request topic
   */
  public Backlog(String bootstrapServers, int partitions) {
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", "2000",
                "default.api.timeout.ms", "4000"));
    this.partitions = partitions;
  }

  /** Records that no committed settlement covers; -1 where it cannot be told now. */
  public long waiting() throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int p = 0; p < partitions; p++) {
      latest.put(new TopicPartition(TopicCatalogue.REQUESTS, p), OffsetSpec.latest());
    }
    try {
      var ends = admin.listOffsets(latest).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              // What an open settlement is about counts as waiting until it is committed.
              .listConsumerGroupOffsets(Worker.GROUP)
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      long waiting = 0;
      for (TopicPartition partition : latest.keySet()) {
        long end = requireNonNull(ends.get(partition)).offset();
        OffsetAndMetadata commit = committed.get(partition);
        waiting += waiting(end, commit);
      }
      return waiting;
    } catch (ExecutionException | TimeoutException e) {
      return -1;
    }
  }

  private static long waiting(
      long end, @org.jspecify.annotations.Nullable OffsetAndMetadata commit) {
    if (commit == null) {
      return end;
    }
    CommitMark mark = CommitMark.parse(commit.offset(), commit.metadata());
    return end - mark.end() + mark.open().cardinality();
  }

  @Override
  public void close() {
    admin.close();
  }
}
