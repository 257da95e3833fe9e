package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.replay.ReplayEngine;
import fm.raido.controlroom.replay.ReplayPlan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code raido dead-letters discard}. */
@Command(
    name = "discard",
    description = "Takes dead letters away for good; the history keeps their names.",
    mixinStandardHelpOptions = true)
final class DiscardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  // picocli sets it before it calls anything.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private DeadLettersCommand parent;

  @Mixin private KafkaOption kafka = new KafkaOption();
  @Mixin private FilterOptions filters = new FilterOptions();
  @Mixin private WhoOption who = new WhoOption();

  @Option(names = "--text", paramLabel = "WORDS", description = "The same as --contains.")
  private @Nullable String text;

  @Option(names = "--all", description = "All letters; needed where no filter is given.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say which, and change nothing.")
  private boolean dryRun;

  @Option(names = "--max", paramLabel = "N", description = "At most so many letters.")
  private @Nullable Integer max;

  @Option(names = "--json", description = "Print JSON: the result, or a line a letter.")
  private boolean json;

  @Override
  public Integer call() {
    LetterFilter filter = filters.filter(spec, parent.clock().instant(), text);
    if (filter.isAll() && !all) {
      throw new ParameterException(
          spec.commandLine(), "discard: say which letters, by a filter such as --id, or --all");
    }
    int most = max == null ? Integer.MAX_VALUE : max;
    if (most < 1) {
      throw FilterOptions.wrong(spec, "--max", Integer.toString(most), "must be at least 1");
    }
    return PlainErrors.run(
        spec,
        () -> {
          ReplayPlan plan =
              ReplayPlan.replay(filter, parent.settings(), who.who(spec))
                  .from(filters.topic())
                  .limited(java.util.Optional.empty(), most, 0)
                  .discarding();
          RunConductor conductor =
              new RunConductor(
                  spec, new ReplayEngine(parent.connection(kafka), parent.clock()), json);
          return dryRun
              ? conductor.dryRun(plan, filters.namesIds())
              : conductor.run(plan, filters.namesIds());
        });
  }
}
