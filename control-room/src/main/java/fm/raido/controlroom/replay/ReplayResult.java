package fm.raido.controlroom.replay;

import fm.raido.protection.replay.Hindrance;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param end the last progress
 * @param stayed how many letters stayed, by reason
 * @param stopped whether it was told to stop
 * @param failure why it could not go on, in words; empty where it could
 */
public record ReplayResult(
    ReplayProgress end, Map<Hindrance, Integer> stayed, boolean stopped, String failure) {
  public ReplayResult {
    stayed = Map.copyOf(stayed);
  }

  /** Whether nothing is left of what was chosen and may go. */
  public boolean isComplete() {
    return failure.isEmpty() && end.left() == 0;
  }
}
