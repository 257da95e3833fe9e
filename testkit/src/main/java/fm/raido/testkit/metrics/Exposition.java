package fm.raido.testkit.metrics;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus' text format, as far as tests need it. */
public final class Exposition {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z0-9_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  private Exposition() {}

  /**
   * Our own metrics in it. The {@code _max} that Micrometer gives beside each summary goes without
   * saying.
   */
  public static SortedSet<MetricRow> ours(String text) {
    TreeMap<String, String> types = new TreeMap<>();
    TreeMap<String, TreeSet<String>> labels = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), type.group(2));
      } else if (!line.startsWith("#") && sample.matches()) {
        TreeSet<String> names =
            labels.computeIfAbsent(base(sample.group(1), types), _ -> new TreeSet<>());
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
          names.add(label.group(1));
        }
      }
    }
    TreeSet<MetricRow> rows = new TreeSet<>();
    types.forEach((name, type) -> {
      if (name.startsWith(MetricRow.PREFIX) && !isMaxOfSummary(name, types)) {
        rows.add(new MetricRow(name, type, labels.getOrDefault(name, new TreeSet<>())));
      }
    });
    return rows;
  }

  private static String base(String sample, Map<String, String> types) {
    String base = sample.replaceFirst("_(sum|count|bucket)$", "");
    return types.containsKey(sample) || !types.containsKey(base) ? sample : base;
  }

  private static boolean isMaxOfSummary(String name, Map<String, String> types) {
    return name.endsWith("_max")
        && "summary".equals(types.get(name.substring(0, name.length() - "_max".length())));
  }
}
