package fm.raido.worker;

import fm.raido.worker.intake.GroupMembership;
import fm.raido.worker.loop.WorkerCore;
import fm.raido.worker.loop.WorkerLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a worker that takes part end what it has begun: its calls, its settlements, its membership
 * and its log. Its clients are closed afterwards.
 */
final class OrderlyStop {
  private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);

  /**
   * A stop waits for calls in flight, and keeps the partitions, for at most this, whatever the call
   * time-out is.
   */
  private static final Duration DRAIN_MAX = Duration.ofSeconds(18);

  /**
   * So long after its beginning a stop still waits for late answers, for the store's and the next
   * owner's sake; with the rest of a stop it stays within the 30 s that supervisors give.
   */
  private static final Duration LATE_ANSWERS = Duration.ofSeconds(23);

  private final WorkerLoop loop;
  private final GroupMembership membership;
  private final Duration callTimeout;

  /**
   * @param callTimeout of one call to the speech host
   */
  OrderlyStop(WorkerLoop loop, GroupMembership membership, Duration callTimeout) {
    this.loop = loop;
    this.membership = membership;
    this.callTimeout = callTimeout;
  }

  /** Returns once the last word is on its way to the log. */
  void run() {
    long asked = System.nanoTime();
    loop.post(WorkerCore::stop);
    await(WorkerCore::isDrained, asked + drain().toNanos());
    membership.leaveForGood();
    if (!await(itsCore -> itsCore.openCalls() == 0, asked + LATE_ANSWERS.toNanos())) {
      LOG.warn(
          "{} calls to the speech host are cut off by this stop; each counts as an attempt when its lease ends",
          loop.answer(WorkerCore::openCalls).orElse(0));
    }
    loop.post(WorkerCore::sayGoodbye);
    loop.answer(WorkerCore::isLive);
  }

  /** Whether it came true before that time; a loop that does not answer has nothing to wait for. */
  private boolean await(Predicate<WorkerCore> wanted, long nanos) {
    while (!loop.answer(wanted::test).orElse(true)) {
      if (System.nanoTime() >= nanos) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return true;
  }

  private Duration drain() {
    Duration wanted = callTimeout.plusSeconds(2);
    return wanted.compareTo(DRAIN_MAX) < 0 ? wanted : DRAIN_MAX;
  }
}
