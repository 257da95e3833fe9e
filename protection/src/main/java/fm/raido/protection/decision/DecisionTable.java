package fm.raido.protection.decision;

import java.time.Instant;

/** Skeleton of the decision table. */
public final class DecisionTable {
  private DecisionTable() {}

  /** Decides; {@code now} is log time. */
  public static Decision decide(Situation situation, Instant now) {
    return new Decision.Hold(now, HoldCause.NO_GRANT_TO_EXPECT);
  }
}
