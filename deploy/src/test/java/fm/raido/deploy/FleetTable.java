package fm.raido.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The figures of some fleets side by side, as {@code docs/scaling.md} has them. */
final class FleetTable {
  private static final List<Fleet> FLEETS =
      List.of(new Fleet(100), new Fleet(1_000), new Fleet(10_000));
  private static final double MEGABYTE = 1e6;
  private static final double GIGABYTE = 1e9;

  private final List<String> lines = new ArrayList<>();

  private FleetTable() {}

  /** The lines of the table. */
  static String text() {
    FleetTable table = new FleetTable();
    table.lines.add(
        FLEETS.stream()
            .map(fleet -> String.format(Locale.ROOT, "%,d", fleet.stations()))
            .collect(Collectors.joining(" | ", "| | stations | ", " |")));
    table.lines.add("|---|---|" + "---|".repeat(FLEETS.size()));
    table.add("1", "requests a second, mean", Fleet::mean);
    table.add("2", "at the peak", Fleet::peak);
    table.add("3", "speech calls at a time, at the peak", Fleet::callsInFlightAtThePeak);
    table.add("4", "speech hosts for that", Fleet::speechHosts);
    table.add("5", "`TTS_MAX_PER_MINUTE` for that", fleet -> Math.ceil(60 * fleet.peak() - 1e-6));
    table.add("6", "records a second in the protection log", Fleet::logRecords);
    table.addText("7", "its size over 8 days, one replica", bytes(Fleet::logBytesKept));
    table.addText("8", "CPU of a start until it has read it", seconds(Fleet::readSeconds));
    table.addText(
        "9", "heap of its fold, in each worker and control room", bytes(Fleet::foldBytes));
    table.add("10", "settlement transactions a second, at most, at the peak", Fleet::peak);
    table.add("11", "partitions for the ids of 24 h", Fleet::partitionsForIds);
    table.add(
        "12",
        "partitions for 6 h without speech and without deadlines",
        fleet -> fleet.partitionsForOutage(Duration.ofHours(6)));
    table.addText("13", "audio of an hour", bytes(fleet -> fleet.audioBytes(Duration.ofHours(1))));
    table.addText("14", "audio of a day", bytes(fleet -> fleet.audioBytes(Duration.ofDays(1))));
    table.addText(
        "15", "`raido.requests` over 30 days, three replicas", bytes(Fleet::requestsBytesKept));
    table.addText(
        "16", "`raido.outcomes` over 7 days, three replicas", bytes(Fleet::outcomesBytesKept));
    table.add("17", "hours that a control room reads back", Fleet::hoursReadBack);
    return String.join("\n", table.lines);
  }

  private void add(String number, String what, ToDoubleFunction<Fleet> value) {
    addText(number, what, fleet -> digits(value.applyAsDouble(fleet)));
  }

  private void addText(String number, String what, Function<Fleet, String> value) {
    lines.add(
        FLEETS.stream()
            .map(value)
            .collect(Collectors.joining(" | ", "| " + number + " | " + what + " | ", " |")));
  }

  private static Function<Fleet, String> bytes(ToDoubleFunction<Fleet> value) {
    return fleet -> {
      double bytes = value.applyAsDouble(fleet);
      return bytes < GIGABYTE ? digits(bytes / MEGABYTE) + " MB" : digits(bytes / GIGABYTE) + " GB";
    };
  }

  private static Function<Fleet, String> seconds(ToDoubleFunction<Fleet> value) {
    return fleet -> digits(value.applyAsDouble(fleet)) + " s";
  }

  /** Two digits that count, and a whole number as it is. */
  private static String digits(double value) {
    if (value == Math.rint(value) || value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.0f" : value >= 1 ? "%.1f" : "%.2f", value);
  }
}
