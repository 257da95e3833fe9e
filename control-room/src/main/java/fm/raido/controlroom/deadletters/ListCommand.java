package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.letters.LetterView;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code raido dead-letters list}. */
@Command(
    name = "list",
    description = "Lists outstanding dead letters, those that failed first at the top.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private static final int SHOWN = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  // picocli sets it before it calls anything.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private DeadLettersCommand parent;

  @Mixin private KafkaOption kafka = new KafkaOption();
  @Mixin private FilterOptions filters = new FilterOptions();

  @Option(names = "--text", paramLabel = "WORDS", description = "The same as --contains.")
  private @Nullable String text;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "Show at most so many; 0 for all (else 100, with --json all).")
  private @Nullable Integer max;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    LetterFilter filter = filters.filter(spec, parent.clock().instant(), text);
    if (max != null && max < 0) {
      throw new ParameterException(
          spec.commandLine(), "--max is " + max + ": must be at least 1, or 0 for all");
    }
    return PlainErrors.run(
        spec,
        () -> {
          List<Letter> letters =
              LetterTable.outstanding(parent.connection(kafka), filters.topic(), filter).stream()
                  .sorted(Comparator.comparing(Letter::failedAt))
                  .toList();
          print(letters);
          if (letters.isEmpty() && filters.namesIds()) {
            return PlainErrors.FAILED;
          }
          return PlainErrors.OK;
        });
  }

  private void print(List<Letter> letters) {
    int wanted = max == null ? (json ? 0 : SHOWN) : max;
    int most = wanted == 0 ? letters.size() : Math.min(wanted, letters.size());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      letters.stream()
          .limit(most)
          .forEach(letter -> out.println(Json.MAPPER.writeValueAsString(LetterView.of(letter))));
    } else if (letters.isEmpty()) {
      spec.commandLine().getErr().println("no dead letter matches");
      spec.commandLine().getErr().flush();
    } else {
      out.println(LetterLines.head());
      letters.stream().limit(most).map(LetterLines::line).forEach(out::println);
      if (most < letters.size()) {
        out.println("… and " + (letters.size() - most) + " more (--max 0 shows all)");
      }
      out.println(LetterLines.count(letters));
    }
    out.flush();
  }
}
