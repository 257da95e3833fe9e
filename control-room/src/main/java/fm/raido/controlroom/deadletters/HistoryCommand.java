package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.Printable;
import fm.raido.controlroom.replay.HistoryEntry;
import fm.raido.controlroom.replay.ReplayHistory;
import fm.raido.controlroom.status.StatusText;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code raido dead-letters history}. */
@Command(
    name = "history",
    description = "Who replayed or discarded what, when, and what came of it; for 30 days.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  private static final String COLUMNS = "%-9s %-20s %-12s %-10s %-8s %s";

  @Spec private CommandSpec spec = CommandSpec.create();

  // picocli sets it before it calls anything.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private DeadLettersCommand parent;

  @Mixin private KafkaOption kafka = new KafkaOption();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Done then or later: 2h (ago), or 2026-11-01T20:15:00Z.")
  private @Nullable String since;

  @Option(names = "--run", paramLabel = "RUN", description = "Each letter of that run.")
  private @Nullable String run;

  @Option(names = "--json", description = "Print one JSON object a line, one for each letter.")
  private boolean json;

  @Override
  public Integer call() {
    Instant now = parent.clock().instant();
    Instant from = FilterOptions.time(spec, "--since", since, now);
    return PlainErrors.run(
        spec,
        () -> {
          List<HistoryEntry> entries =
              ReplayHistory.read(parent.connection(kafka), from == null ? Instant.MIN : from, now)
                  .stream()
                  .filter(entry -> run == null || run.equals(entry.run()))
                  .toList();
          print(entries);
          return entries.isEmpty() && run != null ? PlainErrors.FAILED : PlainErrors.OK;
        });
  }

  private void print(List<HistoryEntry> entries) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      entries.forEach(entry -> out.println(Json.MAPPER.writeValueAsString(entry)));
    } else if (entries.isEmpty()) {
      spec.commandLine().getErr().println("nothing was replayed or discarded");
      spec.commandLine().getErr().flush();
    } else if (run != null) {
      entries.forEach(entry -> out.println(line(entry)));
    } else {
      out.println(COLUMNS.formatted("RUN", "BEGAN", "WHO", "ACTION", "LETTERS", "RESULTS"));
      runs(entries).values().forEach(its -> out.println(line(its)));
    }
    out.flush();
  }

  private static Map<String, List<HistoryEntry>> runs(List<HistoryEntry> entries) {
    Map<String, List<HistoryEntry>> runs = new LinkedHashMap<>();
    entries.forEach(it -> runs.computeIfAbsent(it.run(), r -> new ArrayList<>()).add(it));
    return runs;
  }

  private static String line(List<HistoryEntry> its) {
    HistoryEntry first = its.getFirst();
    String results =
        its.stream()
            .collect(
                Collectors.groupingBy(HistoryEntry::result, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(it -> it.getValue() + " " + it.getKey())
            .collect(Collectors.joining(", "));
    return Printable.line(
        COLUMNS.formatted(
            first.run(),
            StatusText.time(first.at()),
            Printable.line(first.who(), 40),
            first.action(),
            its.size(),
            results));
  }

  private static String line(HistoryEntry entry) {
    String corrected = entry.original() == null ? "" : ", corrected; it was " + entry.original();
    return Printable.line(
        "%s  %s %s%s: %s%s"
            .formatted(
                StatusText.time(entry.at()),
                entry.letter(),
                entry.action(),
                entry.to().isEmpty() ? "" : " as " + entry.to(),
                entry.result(),
                corrected));
  }
}
