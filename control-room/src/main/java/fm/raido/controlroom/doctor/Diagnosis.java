package fm.raido.controlroom.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.Printable;
import fm.raido.controlroom.status.StatusCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All findings; also the JSON of {@code raido doctor --json}.
 *
 * @param at when
 * @param verdict {@code good}, {@code quiet} or {@code wrong}
 * @param checks in the order of the checklist
 */
record Diagnosis(Instant at, String verdict, List<Item> checks) {

  /**
   * One finding.
   *
   * @param check what was looked at
   * @param result {@code good}, {@code skipped}, {@code quiet}, {@code warning} or {@code wrong}
   * @param next the next command to type, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(String check, String result, String words, @Nullable String next) {
    static Item of(String check, Finding finding) {
      return new Item(
          check,
          finding.getClass().getSimpleName().toLowerCase(Locale.ROOT),
          finding.words(),
          finding.next().orElse(null));
    }
  }

  static Diagnosis of(Instant at, List<Item> checks) {
    boolean wrong = checks.stream().anyMatch(item -> item.result().equals("wrong"));
    boolean quiet = checks.stream().anyMatch(item -> item.result().equals("quiet"));
    return new Diagnosis(at, wrong ? "wrong" : quiet ? "quiet" : "good", List.copyOf(checks));
  }

  /** 0 where nothing is wrong, 1 where something is, 3 where it is only quiet. */
  int exitCode() {
    return switch (verdict) {
      case "wrong" -> PlainErrors.FAILED;
      case "quiet" -> StatusCommand.QUIET;
      default -> PlainErrors.OK;
    };
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Item item : checks) {
      lines.add("%-8s %-12s %s".formatted(item.result(), item.check(), item.words()));
      if (item.next() != null) {
        lines.add(" ".repeat(22) + "next: " + item.next());
      }
    }
    lines.add(
        switch (verdict) {
          case "wrong" -> count("wrong") + " wrong, " + warnings();
          case "quiet" -> "nothing is wrong, but it is quiet; " + warnings();
          default -> "nothing is wrong; " + warnings();
        });
    lines.replaceAll(Printable::line);
    return lines;
  }

  private String warnings() {
    long warnings = count("warning");
    return warnings == 0 ? "no warnings" : warnings == 1 ? "1 warning" : warnings + " warnings";
  }

  private long count(String result) {
    return checks.stream().filter(item -> item.result().equals(result)).count();
  }
}
