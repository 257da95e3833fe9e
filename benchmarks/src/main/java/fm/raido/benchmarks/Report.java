package fm.raido.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, as one JSON object. */
final class Report {
  private final Machine machine;
  private final boolean quick;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Double> others = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();

  Report(Machine machine, boolean quick) {
    this.machine = machine;
    this.quick = quick;
  }

  void add(Figure figure) {
    figures.add(figure);
  }

  /** What share of the machine's CPU was used by others during a benchmark. */
  void others(String benchmark, double share) {
    others.put(benchmark, share);
  }

  void failed(String benchmark, String why) {
    failures.put(benchmark, why);
  }

  /** Whether everything was measured and every target is met. */
  boolean isMet() {
    return failures.isEmpty() && figures.stream().allMatch(Figure::isMet);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("busyBefore", machine.warning().isPresent());
    json.put("quick", quick);
    json.put("figures", figures.stream().map(Report::json).toList());
    json.put("othersCpuShare", others);
    json.put("failures", failures);
    json.put("met", isMet());
    return json;
  }

  private static Map<String, Object> json(Figure figure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", figure.name());
    json.put("unit", figure.unit());
    json.put("ours", spread(figure.ours()));
    if (!figure.peer().isEmpty()) {
      json.put("peer", spread(figure.peer()));
      json.put("ratio", figure.ratio());
    }
    json.put("target", figure.target().words());
    json.put("met", figure.isMet());
    return json;
  }

  private static Map<String, Object> spread(List<Double> values) {
    Spread spread = Spread.of(values);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", spread.median());
    json.put("least", spread.least());
    json.put("most", spread.most());
    json.put("values", values);
    return json;
  }
}
