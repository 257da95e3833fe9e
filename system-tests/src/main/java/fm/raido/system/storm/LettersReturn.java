package fm.raido.system.storm;

import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.replay.ReplayEngine;
import fm.raido.controlroom.replay.ReplayListener;
import fm.raido.controlroom.replay.ReplayPlan;
import fm.raido.controlroom.replay.ReplayResult;
import fm.raido.controlroom.replay.StopSignal;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.settings.Settings;
import fm.raido.system.audit.GroupHistory;
import fm.raido.system.audit.TopicAudit;
import fm.raido.testkit.promise.Observed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the storm has dead-lettered goes back, to be settled in its next pass; half of the rubbish
 * is discarded, half of it stays to be looked at.
 */
public final class LettersReturn implements Scene {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final long RUN_SECONDS = 120;
  private static final LetterFilter RUBBISH =
      new LetterFilter(
          Set.of(DeadLetterReason.POISON.name()), Set.of(), Set.of(), null, null, Set.of(), null);

  private final Stage stage;
  private @Nullable ReplayResult replay;
  private @Nullable ReplayResult discard;

  public LettersReturn(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "an operator replays the dead letters";
  }

  @Override
  public void play() throws InterruptedException {
    stage.heal(Stage.WORKERS, READY);
    int rubbish =
        (int)
            new TopicAudit(stage.bootstrapServers())
                .letters().stream()
                    .filter(it -> it.letter().reason() == DeadLetterReason.POISON)
                    .count();
    replay = run(plan(LetterFilter.ALL));
    discard =
        run(plan(RUBBISH).limited(Optional.empty(), Math.max(1, rubbish / 2), 0).discarding());
    stage
        .chronicle()
        .did(
            Deed.OPERATOR,
            "%s and %s of dead letters".formatted(replay.end().done(), discard.end().done()));
  }

  private static ReplayPlan plan(LetterFilter filter) {
    return ReplayPlan.replay(filter, Settings.of(Map.of()), "prove");
  }

  private ReplayResult run(ReplayPlan plan) {
    StopSignal stop = new StopSignal();
    // A gate that never opens ends the run, and the figure tells it.
    CompletableFuture.delayedExecutor(RUN_SECONDS, TimeUnit.SECONDS).execute(stop::stop);
    return new ReplayEngine(KafkaConnection.plain(stage.bootstrapServers()), Clock.systemUTC())
        .run(plan, ReplayListener.NOBODY, stop);
  }

  @Override
  public List<Figure> figures(Observed seen, GroupHistory group) {
    return List.of(
        Figure.atMost("dead letters that a replay left undone", left(replay), 0),
        Figure.atMost("dead letters that a discard left undone", left(discard), 0));
  }

  private static long left(@Nullable ReplayResult result) {
    return result == null ? 1 : result.end().left() + (result.failure().isEmpty() ? 0 : 1);
  }
}
