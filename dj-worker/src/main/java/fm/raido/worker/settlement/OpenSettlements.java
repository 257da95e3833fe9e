package fm.raido.worker.settlement;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.partitioningBy;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.worker.window.PartitionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is decided and not yet committed; at most one batch is on its way. A failed batch comes
 * back, is halved until the culprit is alone, and that one is settled with a minimal letter. For
 * the event loop alone.
 */
public final class OpenSettlements {
  /**
   * Most records of one transaction: past some thousands a transaction costs by its bytes, not by
   * its commit.
   */
  public static final int BATCH_MAX = 5_000;

  /** Between two batches that settle nothing. */
  private static final Duration ENDS_EVERY = Duration.ofSeconds(1);

  private final Endings endings;
  private final IntFunction<@Nullable PartitionWindow> windows;
  private final ArrayDeque<Decided> waiting = new ArrayDeque<>();
  private @Nullable Batch onItsWay;
  private int limit = BATCH_MAX;
  private boolean failedBefore;
  private Instant nextEnds = Instant.EPOCH;

  /**
   * @param windows the window of a partition, or null where it is not this worker's
   */
  public OpenSettlements(Endings endings, IntFunction<@Nullable PartitionWindow> windows) {
    this.endings = endings;
    this.windows = windows;
  }

  public void add(Decided decided) {
    waiting.add(decided);
  }

  /** Whether nothing waits and nothing is on its way. */
  public boolean isEmpty() {
    return waiting.isEmpty() && onItsWay == null;
  }

  /** Whether something of that partition waits or is on its way. */
  public boolean concerns(int partition) {
    return waiting.stream().anyMatch(decided -> decided.partition() == partition)
        || (onItsWay != null
            && onItsWay.parts().stream().anyMatch(part -> part.partition() == partition));
  }

  /** The next batch, or empty where one is on its way or nothing waits. */
  public Optional<Batch> next() {
    if (onItsWay != null || waiting.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, List<Decided>> byPartition = new TreeMap<>();
    List<Decided> taken = new ArrayList<>();
    while (!waiting.isEmpty() && taken.size() < limit) {
      Decided decided = waiting.poll();
      if (window(decided.partition(), decided.incarnation()) != null) {
        taken.add(decided);
        byPartition.computeIfAbsent(decided.partition(), p -> new ArrayList<>()).add(decided);
      }
    }
    List<Batch.Part> parts = new ArrayList<>();
    byPartition.forEach((partition, decided) -> part(partition, decided).ifPresent(parts::add));
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    onItsWay = new Batch(parts);
    return Optional.of(onItsWay);
  }

  /**
   * A batch that settles nothing and says how far partitions are read in which nothing waits, or
   * empty where there is something better to do. Behind the last request of a partition may lie the
   * end of the transaction that wrote it (a replay's, for one): left alone, an idle group would
   * show a lag for ever to whoever subtracts its offsets from the topic's.
   */
  public Optional<Batch> ends(Collection<PartitionWindow> all, Instant now) {
    if (!isEmpty() || now.isBefore(nextEnds)) {
      return Optional.empty();
    }
    List<Batch.Part> parts =
        all.stream()
            .filter(window -> !window.isRevoked() && window.isEndUntold())
            .map(window ->
                new Batch.Part(
                    window.partition(),
                    window.incarnation(),
                    window.markWith(Set.of(), 0),
                    List.of()))
            .toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    nextEnds = now.plus(ENDS_EVERY);
    onItsWay = new Batch(parts);
    return Optional.of(onItsWay);
  }

  /**
   * The part of one partition; what would make its metadata too long waits until what lies below it
   * is settled.
   */
  private Optional<Batch.Part> part(int partition, List<Decided> decided) {
    long incarnation = decided.getFirst().incarnation();
    PartitionWindow window = window(partition, incarnation);
    if (window == null) {
      return Optional.empty();
    }
    List<Decided> fitting = new ArrayList<>(decided);
    fitting.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    CommitMark mark = mark(window, fitting);
    while (!mark.fits() && fitting.size() > 1) {
      List<Decided> rest = fitting.subList(fitting.size() / 2, fitting.size());
      waiting.addAll(rest);
      rest.clear();
      mark = mark(window, fitting);
    }
    if (!mark.fits()) {
      waiting.addAll(fitting);
      return Optional.empty();
    }
    return Optional.of(new Batch.Part(partition, incarnation, mark, fitting));
  }

  private static CommitMark mark(PartitionWindow window, List<Decided> decided) {
    Set<Long> offsets = new HashSet<>();
    decided.forEach(one -> offsets.add(one.offset()));
    return window.markWith(offsets, (int) decided.stream().filter(Decided::isDuplicate).count());
  }

  /**
   * Takes note of what became of the batch on its way.
   *
   * @param settled told of each record that is committed now
   */
  public void ended(SettlementResult result, Instant now, Consumer<Decided> settled) {
    onItsWay = null;
    switch (result) {
      case SettlementResult.Committed committed -> {
        failedBefore = false;
        limit = Math.min(BATCH_MAX, limit * 2);
        for (Batch.Part part : committed.batch().parts()) {
          if (!committed.dropped().contains(part.partition())) {
            settle(part, part.decided(), now, settled);
            told(part);
          }
        }
      }
      case SettlementResult.Postponed postponed -> again(postponed.batch());
      case SettlementResult.Failed failed -> failed(failed, now, settled);
    }
  }

  private void failed(SettlementResult.Failed failed, Instant now, Consumer<Decided> settled) {
    List<Decided> left = new ArrayList<>();
    for (Batch.Part part : failed.batch().parts()) {
      CommitMark found = failed.found().get(part.partition());
      Map<Boolean, List<Decided>> isCommitted =
          part.decided().stream()
              .collect(partitioningBy(one -> found != null && found.isSettled(one.offset())));
      settle(part, requireNonNull(isCommitted.get(true)), now, settled);
      left.addAll(requireNonNull(isCommitted.get(false)));
    }
    if (left.isEmpty()) {
      return;
    }
    if (!failed.blamesBatch()) {
      // Brokers that do not answer say nothing of the batch: it goes again, however long it takes.
      // Behind the others, in case the trouble is one partition's.
      limit = Math.max(1, left.size() / 2);
      waiting.addAll(left);
      return;
    }
    if (!failedBefore) {
      failedBefore = true;
    } else if (left.size() == 1) {
      Decided culprit = left.getFirst();
      left.set(0, endings.minimal(culprit, failed.why(), now));
      failedBefore = false;
    } else {
      limit = Math.max(1, left.size() / 2);
    }
    left.reversed().forEach(waiting::addFirst);
  }

  private void told(Batch.Part part) {
    PartitionWindow window = window(part.partition(), part.incarnation());
    if (window != null) {
      window.committed(part.mark());
    }
  }

  private void again(Batch batch) {
    for (Batch.Part part : batch.parts().reversed()) {
      part.decided().reversed().forEach(waiting::addFirst);
    }
  }

  private void settle(
      Batch.Part part, List<Decided> committed, Instant now, Consumer<Decided> settled) {
    PartitionWindow window = window(part.partition(), part.incarnation());
    List<Long> offsets = new ArrayList<>();
    List<PassKey> keys = new ArrayList<>();
    int duplicates = 0;
    for (Decided one : committed) {
      settled.accept(one);
      offsets.add(one.offset());
      Outcome outcome = one.outcome();
      if (outcome == null) {
        duplicates++;
      } else {
        keys.add(outcome.passKey());
      }
    }
    if (window != null) {
      window.settled(offsets, duplicates, keys, now);
    }
  }

  private @Nullable PartitionWindow window(int partition, long incarnation) {
    PartitionWindow window = windows.apply(partition);
    return window != null && window.incarnation() == incarnation ? window : null;
  }
}
