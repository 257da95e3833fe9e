package fm.raido.controlroom.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.controlroom.replay.ReplayPlan;
import fm.raido.controlroom.replay.ReplayProgress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as programs read it.
 *
 * @param run its id
 * @param action what is done
 * @param who who has it run
 * @param startedAt when it began
 * @param endedAt when it ended; null while it goes on
 * @param stage what it does now
 * @param waitingFor why it waits; empty while it does not
 * @param chosen letters that were chosen
 * @param done letters that were moved or discarded
 * @param stayed letters that were refused
 * @param stayedWhy how many stayed, by reason; told at the end
 * @param byOthers letters that another run took
 * @param left letters of which nothing is known yet
 * @param stopped whether it was told to stop
 * @param failure why it could not go on; empty where it could
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
    String run,
    ReplayPlan.Action action,
    String who,
    Instant startedAt,
    @Nullable Instant endedAt,
    ReplayProgress.Stage stage,
    String waitingFor,
    int chosen,
    int done,
    int stayed,
    Map<String, Integer> stayedWhy,
    int byOthers,
    int left,
    boolean stopped,
    String failure) {

  public RunView {
    stayedWhy = Map.copyOf(stayedWhy);
  }
}
