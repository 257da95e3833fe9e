package fm.raido.controlroom.replay;

/**
 * How far a run is.
 *
 * @param run its id
 * @param stage what it does now
 * @param waitingFor why it waits, in words; empty while it does not
 * @param chosen letters that were chosen
 * @param done letters that this run has moved or discarded
 * @param stayed letters that were refused, each with a reason
 * @param byOthers letters that another run took meanwhile
 */
public record ReplayProgress(
    String run, Stage stage, String waitingFor, int chosen, int done, int stayed, int byOthers) {
  /** What a run does. */
  public enum Stage {
    READING,
    MOVING,
    WAITING,
    ENDED
  }

  /** Letters of which nothing is known yet. */
  public int left() {
    return chosen - done - stayed - byOthers;
  }
}
