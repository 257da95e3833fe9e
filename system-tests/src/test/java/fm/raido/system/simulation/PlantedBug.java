package fm.raido.system.simulation;

import fm.raido.system.simulation.Weather.Fault;
import java.util.Set;

/** A rule that is broken on purpose, in the shell around a core or in what a core is told. */
enum PlantedBug {
  NONE,
  /** The worker takes its own ask for granted as soon as it has sent it. */
  GRANT_WITHOUT_THE_LOG,
  /** The ask reaches the log only when the call has ended. */
  ATTEMPT_COUNTED_AFTER_THE_CALL,
  /** What is settled above the committed offset is read back shifted by one. */
  BITMAP_OFF_BY_ONE(Fault.CRASH, Fault.REBALANCE),
  /** The worker hears of no end of any call, and leases last an hour. */
  LEASE_NEVER_ENDS,
  /** A settlement asks only whether the partition is owned now, not in which assignment. */
  SETTLEMENT_WITHOUT_INCARNATION(Fault.REBALANCE, Fault.EXPULSION, Fault.SETTLER_SLOW),
  /** The brokers take offsets from a member of an older generation. */
  ZOMBIE_MAY_COMMIT(Fault.EXPULSION, Fault.PAUSE, Fault.SETTLER_SLOW),
  /** The worker does not hear of the probes of others. */
  HALF_OPEN_LETS_TWO_THROUGH(Fault.HOST_DEAD),
  /** When the operator opens, all other shared causes are taken for gone too. */
  RESUME_IGNORES_OTHER_CAUSES(Fault.OPERATOR, Fault.PRESSURE, Fault.AGENT),
  /** Asking what the log would answer changes the worker's own state. */
  PRE_CHECK_CHANGES_STATE,
  /** The deadline is looked at only when a call's lease could have ended. */
  DEADLINE_WAITS_FOR_A_LEASE(Fault.DEADLINES),
  /** The job does not look how old its grant is. */
  OLD_GRANT_IS_USED(Fault.JOB_LATE),
  /** The worker's clock stands still while it reads nothing. */
  IDLE_LOG_REFUSES_FOR_EVER,
  /** The worker never finds that the fault is its own road: its failures close the gate of all. */
  CUT_OFF_WORKER_KEEPS_THE_CLUSTER_CLOSED(Fault.ROAD_CUT),
  /** A call that timed out frees its slot at once. */
  TIMED_OUT_CALL_FREES_ITS_SLOT(Fault.HOST_HANGS),
  /** The ids settled before the assignment are not read back. */
  SETTLED_IDS_ARE_FORGOTTEN(Fault.REPEATED_REQUEST, Fault.CRASH),
  /** A settlement of unknown fate is taken for one that failed. */
  UNKNOWN_FATE_IS_FAILURE(Fault.UNKNOWN_FATE),
  /** A partition is recovered while a transaction on it is still open. */
  RECOVERY_DOES_NOT_WAIT(Fault.UNKNOWN_FATE, Fault.EXPULSION),
  /** The worker allows one attempt more than the log. */
  OWN_OPINION_OF_ATTEMPTS(Fault.HOST_BLIPS),
  /** The worker hears of critical pressure as of a warning. */
  PRESSURE_IS_NOT_HEARD(Fault.PRESSURE, Fault.AGENT),
  /** The worker takes a silent host for one that went away. */
  SILENCE_IS_NOT_HEARD(Fault.AGENT_SILENT, Fault.AGENT),
  /** What waits because its batch was postponed counts as having failed. */
  WAITING_IS_FAILURE(Fault.REBALANCE, Fault.SETTLER_SLOW),
  /** Failures of calls are not told to the log. */
  FAILURES_ARE_NOT_TOLD(Fault.HOST_BLIPS),
  /** A worker that starts believes that nothing was ever granted. */
  START_WITHOUT_HISTORY(Fault.CRASH, Fault.HOST_BLIPS),
  /** A fallback is done only when its time is over. */
  FALLBACK_STANDS_IN_LINE(Fault.DEADLINES),
  /** A failure of the host is told to the log as a refusal of the request. */
  FAILURE_IS_TOLD_AS_REFUSAL(Fault.HOST_DEAD),
  /** The worker's breaker takes five failures more than the log's. */
  BREAKER_OPENS_LATE(Fault.HOST_DEAD),
  /** After a recovery the partition is read from one past its committed offset. */
  SEEK_ONE_TOO_FAR(Fault.REBALANCE),
  /** Where reading stands is told before the records below it are. */
  READ_TO_IS_TOLD_EARLY,
  /** Where reading stands is never told. */
  READ_TO_IS_NOT_TOLD(Fault.TRANSACTIONAL_FEED),
  /** The worker goes on under rules that it does not know. */
  NEWER_RULES_ARE_FOLLOWED(Fault.NEWER_RULES),
  /** The worker does not see that the others have another audio store. */
  OTHER_STORE_IS_NOT_SEEN(Fault.OTHER_STORE),
  /** The consumer goes on reading whatever a window holds; only a flood shows it. */
  FULL_WINDOWS_ARE_NOT_PAUSED(Fault.FLOOD);

  // An unmodifiable set: the checker of enums knows only Guava's.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Fault> needs;

  PlantedBug(Fault... needs) {
    this.needs = Set.of(needs);
  }

  /** Without these faults it does not show; each of its schedules has them. */
  Set<Fault> needs() {
    return needs;
  }
}
