package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.protection.GateCause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker.
 *
 * @param worker its name
 * @param inGroup whether the workers' group has it as a member now
 * @param causes reasons of its own for being quiet, in the order of {@link GateCause}
 * @param paused whether it said that it has paused its partitions
 * @param saidAt when it said so; null where it has said nothing yet
 * @param partitions what it owns, by number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerState(
    String worker,
    boolean inGroup,
    List<GateCause> causes,
    boolean paused,
    @Nullable Instant saidAt,
    List<Integer> partitions) {

  public WorkerState {
    causes = List.copyOf(causes);
    partitions = List.copyOf(partitions);
  }
}
