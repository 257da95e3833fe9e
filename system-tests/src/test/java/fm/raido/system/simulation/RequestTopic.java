package fm.raido.system.simulation;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.window.RecentIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests, outcomes and committed offsets, with the transactions that are open on them. */
final class RequestTopic {
  private final Simulation sim;
  private final List<Partition> partitions;
  private final Map<PassKey, Wish> wishes = new HashMap<>();

  /**
   * One record as the brokers have it.
   *
   * @param reading what it says; null for the end of a transaction, which no consumer is given
   */
  record Stored(Instant appendedAt, @Nullable RequestReading reading) {
    boolean isEndOfTransaction() {
      return reading == null;
    }
  }

  /** What a request asks for, and where. */
  record Wish(int partition, @Nullable Instant airBy) {}

  private record Settled(String key, Instant at) {}

  /** A commit's offset and metadata, as they stand in Kafka. */
  private record Committed(long offset, String metadata) {}

  private static final class Partition {
    final List<Stored> records = new ArrayList<>();
    final List<Settled> settled = new ArrayList<>();
    final List<Runnable> awaitingStability = new ArrayList<>();
    @Nullable Committed committed;
    int openTransactions;
  }

  /** A transaction with offsets in it. */
  final class Transaction {
    private final List<Batch.Part> parts;
    private boolean open = true;
    private boolean isCommitted;

    private Transaction(List<Batch.Part> parts) {
      this.parts = parts;
      parts.forEach(part -> partitions.get(part.partition()).openTransactions++);
    }

    boolean isOpen() {
      return open;
    }

    boolean isCommitted() {
      return isCommitted;
    }

    void end(boolean commit) {
      if (!open) {
        return;
      }
      open = false;
      isCommitted = commit;
      if (commit) {
        parts.forEach(RequestTopic.this::write);
        parts.forEach(sim.outcomes()::committed);
      }
      for (Batch.Part part : parts) {
        Partition partition = partitions.get(part.partition());
        partition.openTransactions--;
        if (partition.openTransactions == 0) {
          List<Runnable> waiting = List.copyOf(partition.awaitingStability);
          partition.awaitingStability.clear();
          waiting.forEach(Runnable::run);
        }
      }
    }
  }

  RequestTopic(Simulation sim, int partitions) {
    this.sim = sim;
    this.partitions = IntStream.range(0, partitions).mapToObj(p -> new Partition()).toList();
  }

  /** Null where there is no such request. */
  @Nullable Wish wish(PassKey key) {
    return wishes.get(key);
  }

  int partitions() {
    return partitions.size();
  }

  List<Stored> records(int partition) {
    return partitions.get(partition).records;
  }

  void append(int partition, RequestReading reading) {
    records(partition).add(new Stored(Instant.ofEpochMilli(sim.now()), reading));
    if (reading instanceof RequestReading.Valid(AnnouncementRequest request)) {
      wishes.put(request.passKey(), new Wish(partition, request.airBy()));
    }
    sim.trace(() -> "request " + partition + ":" + (records(partition).size() - 1) + " " + reading);
    sim.workers().forEach(worker -> worker.consumer().fetching().requestsGrew());
  }

  /** What was appended last was written in a transaction, which ends here. */
  void endTransaction(int partition) {
    records(partition).add(new Stored(Instant.ofEpochMilli(sim.now()), null));
    sim.workers().forEach(worker -> worker.consumer().fetching().requestsGrew());
  }

  Transaction begin(List<Batch.Part> parts) {
    return new Transaction(parts);
  }

  private void write(Batch.Part part) {
    Partition partition = partitions.get(part.partition());
    partition.committed = new Committed(part.mark().offset(), part.mark().metadata());
    part.decided()
        .forEach(decided -> {
          var outcome = decided.outcome();
          if (outcome != null) {
            partition.settled.add(
                new Settled(outcome.passKey().toString(), Instant.ofEpochMilli(sim.now())));
          }
        });
    sim.trace(() -> "committed " + part);
  }

  /** As soon as no transaction is open on that partition. */
  void whenStable(int partition, Runnable then) {
    if (partitions.get(partition).openTransactions == 0) {
      then.run();
    } else {
      partitions.get(partition).awaitingStability.add(() -> whenStable(partition, then));
    }
  }

  /** What is committed, read as a worker reads it. */
  Optional<CommitMark> mark(int partition) {
    return Optional.ofNullable(partitions.get(partition).committed)
        .map(committed -> CommitMark.parse(committed.offset(), committed.metadata()));
  }

  Map<Integer, CommitMark> marks(List<Integer> ofPartitions) {
    Map<Integer, CommitMark> marks = new TreeMap<>();
    ofPartitions.forEach(p -> mark(p).ifPresent(mark -> marks.put(p, mark)));
    return marks;
  }

  RecentIds recent(int partition) {
    RecentIds recent = new RecentIds(Weather.DEDUP_IDS, Weather.DEDUP);
    partitions
        .get(partition)
        .settled
        .forEach(one -> recent.add(one.key().getBytes(StandardCharsets.UTF_8), one.at()));
    return recent;
  }

  /** Whether every partition is settled to its end, and the group has no lag. */
  boolean isAllSettled() {
    for (int p = 0; p < partitions.size(); p++) {
      CommitMark mark = mark(p).orElse(CommitMark.begin(0));
      if (partitions.get(p).openTransactions > 0) {
        return false;
      }
      for (long offset = mark.offset(); offset < records(p).size(); offset++) {
        if (!mark.isSettled(offset)) {
          return false;
        }
      }
    }
    return true;
  }
}
