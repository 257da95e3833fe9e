package fm.raido.controlroom.room;

import fm.raido.schemas.announcement.OutcomeKind;
import java.util.Map;

/**
 * A picture, and beside it what only counts can tell: whether every request has come to its one
 * end.
 *
 * @param room the picture
 * @param lettersRead whether the dead letters have been read to the end that they had at the start
 * @param settled what the workers' commits say of each partition of the requests, by number
 * @param outcomes the outcomes that came since everything that was there at the start was read
 */
public record Reckoning(
    Room room,
    boolean lettersRead,
    Map<Integer, Settled> settled,
    Map<OutcomeKind, Long> outcomes) {

  public Reckoning {
    settled = Map.copyOf(settled);
    outcomes = Map.copyOf(outcomes);
  }

  /**
   * What was settled in a partition since it began, as its workers carry it on from commit to
   * commit.
   *
   * @param records requests, duplicates included
   * @param duplicates those of them that were skipped as duplicates
   */
  public record Settled(long records, long duplicates) {
    /** Before the first commit. */
    public static final Settled NOTHING = new Settled(0, 0);
  }

  /** Whether the picture is whole, and as fresh as the brokers' last answer. */
  public boolean isReadable() {
    return room.loaded() && room.kafkaSilentSince() == null;
  }
}
