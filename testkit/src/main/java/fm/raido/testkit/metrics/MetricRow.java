package fm.raido.testkit.metrics;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A metric by what a query depends on.
 *
 * @param name its name in Prometheus, without the endings that its type adds; a counter's with
 *     {@code _total}
 * @param type {@code gauge}, {@code counter} or {@code summary}
 * @param labels its labels' names
 */
public record MetricRow(String name, String type, SortedSet<String> labels)
    implements Comparable<MetricRow> {
  /** What the names of our own metrics begin with. */
  public static final String PREFIX = "raido_";

  public MetricRow {
    labels = new TreeSet<>(labels);
  }

  @Override
  public int compareTo(MetricRow other) {
    return name.compareTo(other.name);
  }
}
