package fm.raido.protection.decision;

import fm.raido.protection.fold.RequestCalls;
import fm.raido.protection.fold.Verdict;
import fm.raido.protection.gate.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a decision may look at.
 *
 * @param airBy the request's deadline
 * @param appendedAt when the brokers took the request, in log time
 * @param duplicate its id was settled lately in this pass, or waits in the window already
 * @param audioStored its audio is in the store
 * @param calling a call for it is on its way in this worker
 * @param calls what the log knows of it
 * @param gate every cause that holds for this worker
 * @param expectation what the log would answer to an ask for it now; looked at only with the gate
 *     open
 * @param medianSpoken a usual call's time
 * @param policy the worker's settings
 */
public record Situation(
    Optional<Instant> airBy,
    Instant appendedAt,
    boolean duplicate,
    boolean audioStored,
    boolean calling,
    RequestCalls calls,
    Gate gate,
    Verdict expectation,
    Duration medianSpoken,
    Policy policy) {

  /**
   * The settings that decisions depend on.
   *
   * @param maxWait what waits longer is expired
   * @param airLead so long before the deadline the fallback steps in
   * @param fallback whether there is a fallback
   * @param templatesOnly whether no speech host is called at all
   * @param maxAttempts calls a request may use in one pass
   * @param lookAgain longest time between two looks at what is held
   */
  public record Policy(
      Duration maxWait,
      Duration airLead,
      boolean fallback,
      boolean templatesOnly,
      int maxAttempts,
      Duration lookAgain) {}
}
