package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits in Kafka. Where {@code atLeast} is set a backlog is too long to be looked through, and
 * what is counted by deadline is counted in its oldest part only.
 *
 * @param waiting requests without an outcome
 * @param atLeast whether some of them have not been looked at
 * @param oldestSince when the oldest was appended; null where none waits
 * @param nextAirBy the nearest deadline; null where none has one
 * @param toTemplates what speech comes too late for; null while on air, and where nobody knows when
 *     it ends
 * @param partitions each partition of the requests, by number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backlog(
    long waiting,
    boolean atLeast,
    @Nullable Instant oldestSince,
    @Nullable Instant nextAirBy,
    @Nullable ToTemplates toTemplates,
    List<PartitionState> partitions) {

  public Backlog {
    partitions = List.copyOf(partitions);
  }

  /**
   * Requests whose lead comes before speech may.
   *
   * @param before the next probe, or the earliest end of what closes the gate
   * @param requests how many
   * @param atLeast whether there may be more
   * @param expire whether they end as {@code EXPIRED}, for there is no fallback
   */
  public record ToTemplates(Instant before, long requests, boolean atLeast, boolean expire) {}

  /**
   * One partition.
   *
   * @param partition its number
   * @param worker who owns it; null where nobody does
   * @param member the owner's member id in the group; null where nobody does
   * @param pausedBy what keeps its owner from asking for speech: gate causes of the cluster and of
   *     that worker; empty where nothing does
   * @param committed the committed offset; null before the first commit
   * @param end the offset of the next record
   * @param lag records from the committed offset to the end, settled ones above it included
   * @param waiting requests in it without an outcome
   * @param atLeast whether some of them have not been looked at
   * @param oldestSince when the oldest of them was appended; null where none waits
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PartitionState(
      int partition,
      @Nullable String worker,
      @Nullable String member,
      List<String> pausedBy,
      @Nullable Long committed,
      long end,
      long lag,
      long waiting,
      boolean atLeast,
      @Nullable Instant oldestSince) {

    public PartitionState {
      pausedBy = List.copyOf(pausedBy);
    }
  }
}
