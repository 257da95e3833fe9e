package fm.raido.system.comeback;

import java.time.Duration;
import java.util.Locale;

/**
 * How long a worker took to come back, each counted from the start of its process.
 *
 * @param records what the protection log held
 * @param folded until its own first word was in the log: everything before it is folded
 * @param joined until it had partitions, as it says itself
 * @param decided until a reader of committed records saw the first outcome
 * @param spoken until it saw that of the request that needed the speech host
 * @param cpu what the worker itself computed until then, on all cores together: on a machine that
 *     is busy with something else this says more than the time that passed
 */
public record Comeback(
    long records,
    Duration folded,
    Duration joined,
    Duration decided,
    Duration spoken,
    Duration cpu) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d records behind it: log folded %d ms, partitions assigned %d ms, first outcome %d ms,"
            + " first speech %d ms (%d ms of CPU)",
        records,
        folded.toMillis(),
        joined.toMillis(),
        decided.toMillis(),
        spoken.toMillis(),
        cpu.toMillis());
  }
}
