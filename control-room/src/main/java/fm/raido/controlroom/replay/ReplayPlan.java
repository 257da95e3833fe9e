package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.protection.replay.Corrections;
import fm.raido.protection.replay.Pace;
import fm.raido.protection.replay.ReplayRules;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run is to do.
 *
 * @param run its id; new for each
 * @param topic the topic of the letters
 * @param filter which of them
 * @param action what is done to them
 * @param rules what may go; of no matter to a discard
 * @param pace how fast; empty for as fast as it goes
 * @param max most letters that go, at least 1
 * @param ahead most replayed requests of a partition that are not settled; 0 for no limit
 * @param who has it run, for the history
 */
public record ReplayPlan(
    String run,
    String topic,
    LetterFilter filter,
    Action action,
    ReplayRules rules,
    Optional<Pace> pace,
    int max,
    int ahead,
    String who) {
  /** So many of a replay's letters may wait in a partition; its window holds 8,000. */
  public static final int AHEAD = 500;

  /** What is done to the letters. */
  public enum Action {
    REPLAY("replayed"),
    DISCARD("discarded");

    private final String done;

    Action(String done) {
      this.done = done;
    }

    /** What was done, as the tombstone's header says it. */
    public String done() {
      return done;
    }
  }

  public ReplayPlan {
    if (max < 1 || ahead < 0) {
      throw new IllegalArgumentException("max must be at least 1 and ahead at least 0");
    }
  }

  /** A replay of Raido's letters with the settings' rules, unpaced, all, 500 ahead. */
  public static ReplayPlan replay(LetterFilter filter, Settings settings, String who) {
    return new ReplayPlan(
        newRun(),
        TopicCatalogue.DEAD_LETTERS,
        filter,
        Action.REPLAY,
        new ReplayRules(
            TopicCatalogue.REQUESTS,
            settings.get(RaidoSettings.REPLAY_TOPICS),
            settings.get(RaidoSettings.REPLAY_CAP),
            false,
            Corrections.NONE),
        Optional.empty(),
        Integer.MAX_VALUE,
        AHEAD,
        who);
  }

  /** The same letters, to be discarded. */
  public ReplayPlan discarding() {
    return new ReplayPlan(run, topic, filter, Action.DISCARD, rules, pace, max, 0, who);
  }

  /** From another topic. */
  public ReplayPlan from(String other) {
    return new ReplayPlan(run, other, filter, action, rules, pace, max, ahead, who);
  }

  /** At another pace, at most so many, with so many ahead. */
  public ReplayPlan limited(Optional<Pace> newPace, int newMax, int newAhead) {
    return new ReplayPlan(run, topic, filter, action, rules, newPace, newMax, newAhead, who);
  }

  /** Over the cap where forced, and corrected. */
  public ReplayPlan with(boolean force, Corrections corrections) {
    ReplayRules changed =
        new ReplayRules(rules.requestTopic(), rules.otherTopics(), rules.cap(), force, corrections);
    return new ReplayPlan(run, topic, filter, action, changed, pace, max, ahead, who);
  }

  private static String newRun() {
    return UUID.randomUUID().toString().substring(0, 8);
  }
}
