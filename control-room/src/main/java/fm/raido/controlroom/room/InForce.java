package fm.raido.controlroom.room;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of the cluster.
 *
 * @param revision grows with each change
 * @param foldVersion the version of the rules
 * @param by the worker who wrote them
 * @param since when it did
 * @param values each value, as one would write it, by the name of its setting; empty where the
 *     rules are of a version that this program does not know
 */
public record InForce(
    long revision, int foldVersion, String by, Instant since, Map<String, String> values) {

  public InForce {
    // In the order of the names, so that the same settings are the same JSON.
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
