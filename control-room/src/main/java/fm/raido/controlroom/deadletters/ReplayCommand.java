package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.replay.ReplayEngine;
import fm.raido.controlroom.replay.ReplayPlan;
import fm.raido.protection.replay.Corrections;
import fm.raido.protection.replay.Pace;
import fm.raido.schemas.announcement.Violation;
import fm.raido.traces.Traces;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code raido dead-letters replay}. */
@Command(
    name = "replay",
    description = {
      "Moves dead letters back to where they came from, each exactly once.",
      "It waits while the station is quiet. Ctrl-C ends it; the same command goes on."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all that was chosen and may go has gone",
      "1:something is left, nothing could go, or Kafka is not there",
      "2:wrong usage or setting"
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  // picocli sets it before it calls anything.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private DeadLettersCommand parent;

  @Mixin private KafkaOption kafka = new KafkaOption();
  @Mixin private FilterOptions filters = new FilterOptions();
  @Mixin private WhoOption who = new WhoOption();

  @Option(names = "--all", description = "All letters; needed where no filter is given.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say what would happen to each, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      description = "At most so many in a second, minute or hour: 2/s, 30/m.")
  private @Nullable String rate;

  @Option(names = "--max", paramLabel = "N", description = "At most so many letters.")
  private @Nullable Integer max;

  @Option(
      names = "--ahead",
      paramLabel = "N",
      description =
          "Replayed requests of a partition that may wait unsettled; 0: no limit (default: ${DEFAULT-VALUE}).")
  private int ahead = ReplayPlan.AHEAD;

  @Option(names = "--force", description = "Replay letters over their cap (REPLAY_CAP), too.")
  private boolean force;

  @Option(names = "--voice", paramLabel = "VOICE", description = "Correct the voice.")
  private @Nullable String voice;

  @Option(names = "--speed", paramLabel = "SPEED", description = "Correct the speed, 0.25 to 4.")
  private @Nullable Double speed;

  @Option(names = "--text", paramLabel = "WORDS", description = "Correct the words of one letter.")
  private @Nullable String text;

  @Option(names = "--json", description = "Print JSON: the result, or a line a letter.")
  private boolean json;

  @Override
  public Integer call() {
    LetterFilter filter = filters.filter(spec, parent.clock().instant(), null);
    if (filter.isAll() && !all) {
      throw new ParameterException(
          spec.commandLine(), "replay: say which letters, by a filter such as --id, or --all");
    }
    return PlainErrors.run(
        spec,
        () -> {
          ReplayPlan plan =
              ReplayPlan.replay(filter, parent.settings(), who.who(spec))
                  .from(filters.topic())
                  .limited(pace(), max(), ahead())
                  .with(force, corrections());
          try (Traces traces = Traces.of(parent.settings(), "raido-dead-letters")) {
            RunConductor conductor =
                new RunConductor(
                    spec, new ReplayEngine(parent.connection(kafka), parent.clock(), traces), json);
            return dryRun
                ? conductor.dryRun(plan, filters.namesIds())
                : conductor.run(plan, filters.namesIds());
          }
        });
  }

  private Optional<Pace> pace() {
    String words = rate;
    return words == null
        ? Optional.empty()
        : Optional.of(
            Pace.parse(words)
                .orElseThrow(() -> FilterOptions.wrong(spec, "--rate", words, Pace.RULE)));
  }

  private int max() {
    Integer most = max;
    if (most == null) {
      return Integer.MAX_VALUE;
    }
    if (most < 1) {
      throw FilterOptions.wrong(spec, "--max", most.toString(), "must be at least 1");
    }
    return most;
  }

  private int ahead() {
    if (ahead < 0) {
      throw FilterOptions.wrong(
          spec, "--ahead", Integer.toString(ahead), "must be at least 1, or 0 for no limit");
    }
    return ahead;
  }

  private Corrections corrections() {
    if (text != null && filters.ids().size() != 1) {
      throw new ParameterException(
          spec.commandLine(), "--text is for one letter: name it with one --id");
    }
    Corrections corrections = new Corrections(voice, speed, text);
    for (Violation violation : corrections.violations()) {
      throw FilterOptions.wrong(
          spec, "--" + violation.field(), violation.value(), violation.rule());
    }
    return corrections;
  }
}
