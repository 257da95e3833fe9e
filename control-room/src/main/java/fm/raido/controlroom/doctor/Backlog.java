package fm.raido.controlroom.doctor;

import fm.raido.controlroom.scan.Scanned;
import fm.raido.controlroom.scan.TopicScan;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What waits in Kafka.
 *
 * @param waiting requests that no commit has settled
 * @param partitions how many of the partitions have some
 * @param untouched partitions in which requests lie and no worker has ever committed
 * @param oldest when the one that waits longest was appended; empty where none waits
 */
record Backlog(long waiting, int partitions, int untouched, Optional<Instant> oldest) {

  static Backlog read(TopicScan scan) {
    List<TopicPartition> all = scan.partitions(List.of(TopicCatalogue.REQUESTS));
    Map<TopicPartition, OffsetAndMetadata> committed = scan.committed(all);
    Map<TopicPartition, Long> beginnings = scan.beginnings(all);
    Map<TopicPartition, Long> ends = scan.ends(all);
    Map<TopicPartition, Long> open = new HashMap<>();
    long waiting = 0;
    int untouched = 0;
    for (TopicPartition partition : all) {
      long beginning = beginnings.getOrDefault(partition, 0L);
      long end = ends.getOrDefault(partition, 0L);
      OffsetAndMetadata commit = committed.get(partition);
      CommitMark mark = mark(commit, beginning);
      long here = waiting(mark, end);
      if (here > 0) {
        waiting += here;
        open.put(partition, Math.max(beginning, mark.offset()));
        untouched += commit == null ? 1 : 0;
      }
    }
    Optional<Instant> oldest =
        scan.firsts(open, ends).values().stream()
            .map(Scanned::timestamp)
            .min(Comparator.naturalOrder());
    return new Backlog(oldest.isEmpty() ? 0 : waiting, open.size(), untouched, oldest);
  }

  private static CommitMark mark(@Nullable OffsetAndMetadata commit, long beginning) {
    return commit == null
        ? CommitMark.begin(beginning)
        : CommitMark.parse(commit.offset(), commit.metadata());
  }

  /** Open ones below the highest settled one, and all above it. */
  static long waiting(CommitMark mark, long end) {
    return mark.open().cardinality() + Math.max(0, end - mark.end());
  }
}
