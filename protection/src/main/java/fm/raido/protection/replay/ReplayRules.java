package fm.raido.protection.replay;

import java.util.Set;

/**
 * What may be replayed.
 *
 * @param requestTopic the topic of the workers' requests; always allowed
 * @param otherTopics topics beside it to which bytes may go back ({@code REPLAY_TOPICS})
 * @param cap most replays of one letter, at least 1 ({@code REPLAY_CAP})
 * @param force whether the cap does not count
 * @param corrections what an operator changes in each
 */
public record ReplayRules(
    String requestTopic, Set<String> otherTopics, int cap, boolean force, Corrections corrections) {
  public ReplayRules {
    otherTopics = Set.copyOf(otherTopics);
    if (cap < 1) {
      throw new IllegalArgumentException("the cap is " + cap + ": must be at least 1");
    }
  }
}
