package fm.raido.agent.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.protection.PressureLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent on this host would go by; as JSON, the answer of {@code --explain --json}.
 *
 * @param host its name in the protection log
 * @param service the speech service
 * @param at when it was looked at
 * @param looked for how long
 * @param scope {@code host} or {@code container}
 * @param limits what limits it, in words
 * @param level its level now
 * @param reason why
 * @param rules one for each signal, the quickest first
 * @param notRead what cannot be read here, and what follows from that
 * @param refused what was nonsense and counted as not read
 * @param published what goes to the brokers
 * @param neverPublished what never does
 */
record Explanation(
    String host,
    String service,
    Instant at,
    Duration looked,
    String scope,
    String limits,
    PressureLevel level,
    String reason,
    List<Rule> rules,
    List<String> notRead,
    List<String> refused,
    List<String> published,
    List<String> neverPublished) {

  /**
   * The rule of one signal and where it stands.
   *
   * @param signal its name
   * @param label its name for people
   * @param value its value now, or null where it is not known
   * @param level its own level now
   * @param warning the way to a warning
   * @param critical the way to critical
   * @param calm how long it must stay below a leave level before that level is left
   * @param sustained whether it is judged in checks that must follow on each other
   * @param source where the numbers come from, in a word or two
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Rule(
      String signal,
      String label,
      @Nullable Double value,
      PressureLevel level,
      Way warning,
      Way critical,
      Duration calm,
      boolean sustained,
      String source) {}

  /**
   * The way to a level.
   *
   * @param enter reached at this value
   * @param leave left below this value
   * @param lasting for how long the value must have been there without a break
   * @param held for how long it has been
   * @param missing what is missing to {@code enter}, zero when there; null where nothing is known
   * @param inForce whether the signal is at that level or above
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Way(
      double enter,
      double leave,
      Duration lasting,
      Duration held,
      @Nullable Double missing,
      boolean inForce) {}
}
