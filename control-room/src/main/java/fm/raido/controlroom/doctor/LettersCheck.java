package fm.raido.controlroom.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.scan.ScanProgress;
import fm.raido.controlroom.scan.Scanned;
import fm.raido.controlroom.scan.TopicScan;
import fm.raido.controlroom.status.StatusText;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Do dead letters wait for somebody's decision? */
final class LettersCheck implements Check {
  /** What is left of a letter here: a hundred thousand of them must fit. */
  record Kept(String reason, Instant at) {}

  private final Cluster cluster;

  LettersCheck(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "dead letters";
  }

  @Override
  public List<Finding> look() {
    Map<String, Kept> outstanding = new HashMap<>();
    try (TopicScan scan = cluster.scan()) {
      List<TopicPartition> partitions = scan.partitions(List.of(TopicCatalogue.DEAD_LETTERS));
      if (partitions.isEmpty()) {
        return List.of(
            new Finding.Skipped("the topic " + TopicCatalogue.DEAD_LETTERS + " is missing"));
      }
      scan.readAll(partitions, ScanProgress.NONE, letter -> take(letter, outstanding));
    }
    return List.of(judge(outstanding.values(), cluster.log().at()));
  }

  private static void take(Scanned letter, Map<String, Kept> outstanding) {
    byte[] bytes = letter.key();
    // A foreign letter may have no key; its place is one.
    String key =
        bytes == null
            ? letter.partition() + "@" + letter.offset()
            : letter.partition() + "/" + new String(bytes, UTF_8);
    if (letter.value() == null) {
      outstanding.remove(key);
    } else {
      String reason = RaidoRecords.headerText(letter.headers(), Headers.LETTER_REASON);
      outstanding.put(key, new Kept(reason == null ? "foreign" : reason, letter.timestamp()));
    }
  }

  static Finding judge(Collection<Kept> outstanding, Instant now) {
    Optional<Instant> oldest = outstanding.stream().map(Kept::at).min(Comparator.naturalOrder());
    if (oldest.isEmpty()) {
      return new Finding.Good("none is outstanding");
    }
    String reasons =
        outstanding.stream()
            .collect(Collectors.groupingBy(Kept::reason, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return new Finding.Warning(
        "%,d %s outstanding (%s), the oldest for %s"
            .formatted(
                outstanding.size(),
                outstanding.size() == 1 ? "is" : "are",
                reasons,
                StatusText.span(Duration.between(oldest.get(), now))),
        "raido dead-letters list");
  }
}
