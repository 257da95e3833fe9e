package fm.raido.testkit.promise;

import java.util.List;
import java.util.Map;

/**
 * What a promise says of what was seen.
 *
 * @param law which promise
 * @param tried whether there was anything to break it with: without it, holding means nothing
 * @param breaches each a sentence; empty where it holds
 * @param figures what was counted, in the order in which a reader wants it
 */
public record Verdict(Law law, boolean tried, List<String> breaches, Map<String, Long> figures) {
  public Verdict {
    breaches = List.copyOf(breaches);
  }

  public boolean holds() {
    return breaches.isEmpty();
  }
}
