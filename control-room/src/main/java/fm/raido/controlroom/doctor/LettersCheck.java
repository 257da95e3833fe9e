package fm.raido.controlroom.doctor;

import fm.raido.controlroom.letters.LetterChange;
import fm.raido.controlroom.letters.Place;
import fm.raido.controlroom.scan.Scanned;
import fm.raido.controlroom.scan.TopicScan;
import fm.raido.controlroom.status.StatusText;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Table table = new Table();
    try (TopicScan scan = cluster.scan()) {
      List<TopicPartition> partitions = scan.partitions(List.of(TopicCatalogue.DEAD_LETTERS));
      if (partitions.isEmpty()) {
        return List.of(
            new Finding.Skipped("the topic " + TopicCatalogue.DEAD_LETTERS + " is missing"));
      }
      scan.readAll(partitions, cluster.reading(TopicCatalogue.DEAD_LETTERS), table::take);
    }
    return List.of(judge(table.outstanding(), cluster.log().at()));
  }

  /** The topic's table: what its records have left of the letters. */
  static final class Table {
    private final Map<String, Kept> letters = new HashMap<>();

    /** Foreign letters that have left; their marks lie in another partition, and may come first. */
    private final Set<String> marked = new HashSet<>();

    void take(Scanned record) {
      Place place = new Place(record.topic(), record.partition(), record.offset());
      switch (LetterChange.of(place, record.key(), record.value() != null, record.headers())) {
        case LetterChange.Left left -> letters.remove(left.key());
        case LetterChange.Marked mark -> marked.add(mark.place());
        case LetterChange.Lies lies ->
            letters.put(
                lies.key(),
                new Kept(lies.reason() == null ? "foreign" : lies.reason(), record.timestamp()));
      }
    }

    Collection<Kept> outstanding() {
      letters.keySet().removeAll(marked);
      return letters.values();
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
