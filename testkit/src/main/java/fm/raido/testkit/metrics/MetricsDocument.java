package fm.raido.testkit.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}: the tables of our metrics, one for each program. */
public final class MetricsDocument {
  private static final Pattern HEADING = Pattern.compile("#+ `([^`]+)`.*");

  /** {@code | `name` | type | unit | `label` `label`: values | meaning |}. */
  private static final Pattern ROW =
      Pattern.compile("\\| `(raido_[a-z0-9_]+)` \\| ([a-z]+) \\| [^|]* \\| ([^|]*) \\| .+ \\|");

  private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`");

  private final Path file;

  private MetricsDocument(Path file) {
    this.file = file;
  }

  /** The document of the tree whose module a test runs in. */
  public static MetricsDocument ofThisTree() {
    return new MetricsDocument(Path.of("..", "docs", "metrics.md"));
  }

  /** The metrics of the program under whose heading they stand. */
  public SortedSet<MetricRow> of(String program) throws IOException {
    return rows(program::equals);
  }

  /** The metrics of all programs. */
  public SortedSet<MetricRow> all() throws IOException {
    return rows(_ -> true);
  }

  private SortedSet<MetricRow> rows(java.util.function.Predicate<String> programs)
      throws IOException {
    TreeSet<MetricRow> rows = new TreeSet<>();
    boolean wanted = false;
    for (String line : Files.readAllLines(file)) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        wanted = programs.test(heading.group(1));
      } else if (line.startsWith("#")) {
        wanted = false;
      } else if (wanted && row.matches()) {
        rows.add(new MetricRow(row.group(1), row.group(2), labels(row.group(3))));
      } else if (wanted && line.startsWith("| `")) {
        throw new IOException(file + ": not a row of the table of metrics: " + line);
      }
    }
    return rows;
  }

  private static SortedSet<String> labels(String cell) {
    return LABEL
        .matcher(cell.split(":", -1)[0])
        .results()
        .map(label -> label.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
