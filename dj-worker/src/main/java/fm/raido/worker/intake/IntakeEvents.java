package fm.raido.worker.intake;

import fm.raido.worker.loop.Fetched;
import java.util.List;

/** What the consumer thread tells the event loop; no method waits. */
public interface IntakeEvents {
  void assigned(int partition, long incarnation);

  /**
   * A partition is about to leave.
   *
   * @param flushed run by the event loop when nothing decided of it is left to commit
   */
  void revoked(int partition, long incarnation, Runnable flushed);

  void left(int partition, long incarnation);

  void fetched(List<Fetched> records);

  /** There is nothing more to fetch below that offset: all records below it were told before. */
  void passed(int partition, long incarnation, long next);
}
