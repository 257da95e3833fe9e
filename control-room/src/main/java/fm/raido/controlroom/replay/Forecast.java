package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.protection.replay.ReplayVerdict;
import java.util.Optional;

/**
 * What would happen to a letter.
 *
 * @param verdict what the policy says; empty for a discard, which asks none
 */
public record Forecast(Letter letter, Optional<ReplayVerdict> verdict) {
  static Forecast of(Letter letter, Judge.Answer answer) {
    return new Forecast(
        letter,
        switch (answer) {
          case Judge.Goes goes -> goes.verdict();
          case Judge.Remains remains -> Optional.of(remains.why());
        });
  }

  /** Whether it would go, or be discarded. */
  public boolean goes() {
    return verdict.filter(ReplayVerdict.Stays.class::isInstance).isEmpty();
  }
}
