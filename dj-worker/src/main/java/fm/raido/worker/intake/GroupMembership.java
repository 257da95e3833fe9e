package fm.raido.worker.intake;

import static java.util.Objects.requireNonNull;

import fm.raido.worker.loop.Effects.LeaveReason;
import fm.raido.worker.loop.LiveEffects;
import fm.raido.worker.loop.Recovered;
import fm.raido.worker.loop.WorkerLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/**
 * Being in the consumer group: starts and stops the listener container, on a thread of its own, and
 * recovers the partitions that come with it. A worker that left because it is cut off comes back
 * when nobody else is left, with its gate closed, so that deadlines are still served.
 */
public final class GroupMembership implements LiveEffects.Membership, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupMembership.class);
  private static final long ADMIN_SECONDS = 5;
  private static final long LOOK_SECONDS = 10;

  /** A flush in the revocation, and the word to the brokers. */
  private static final long LEAVE_SECONDS = Assignments.FLUSH.plusSeconds(1).toSeconds();

  /** The brokers look for ended sessions in their own time. */
  private static final Duration EXPIRY = Duration.ofSeconds(2);

  private final KafkaMessageListenerContainer<byte[], byte[]> container;
  private final Assignments assignments;
  private final PartitionRecovery recovery;
  private final WorkerLoop loop;
  private final Map<String, Object> connection;
  private final String group;
  private final Duration sessions;
  private final Consumer<String> refuse;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("raido-membership").daemon().factory());
  private volatile boolean closing;
  private boolean wanted;
  private boolean cutOff;

  /**
   * @param connection how to reach the brokers
   * @param sessions how long a member that died stays a member, at most
   * @param refuse ends the program with that message
   */
  public GroupMembership(
      KafkaMessageListenerContainer<byte[], byte[]> container,
      Assignments assignments,
      PartitionRecovery recovery,
      WorkerLoop loop,
      Map<String, Object> connection,
      String group,
      Duration sessions,
      Consumer<String> refuse) {
    this.container = container;
    this.assignments = assignments;
    this.recovery = recovery;
    this.loop = loop;
    this.connection = connection;
    this.group = group;
    this.sessions = sessions;
    this.refuse = refuse;
    var _ = thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void recover(int partition, long incarnation) {
    Thread.ofVirtual()
        .name("raido-recovery-" + partition)
        .start(() ->
            recovery
                .recover(
                    partition, incarnation, () -> assignments.view().owns(partition, incarnation))
                .ifPresent(this::recovered));
  }

  private void recovered(Recovered found) {
    loop.post(core -> {
      core.recovered(found);
      // Only now, when the window is open, may its records come.
      assignments.recovered(found.partition(), found.incarnation(), found.mark().offset());
    });
  }

  @Override
  public void join() {
    execute(() -> {
      wanted = true;
      cutOff = false;
      start();
    });
  }

  @Override
  public void leave(LeaveReason why) {
    execute(() -> {
      switch (why) {
        case LOG_UNREADABLE -> wanted = false;
        case CUT_OFF -> {
          cutOff = true;
          if (members() <= 1) {
            LOG.warn(
                "CIRCUIT BREAKER: cut off from the speech host, but alone in the group: staying");
            return;
          }
        }
      }
      container.stop();
    });
  }

  /** A worker that is stopping joins and leaves no more: the thread has had its last task. */
  private void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("the worker is leaving for good");
    }
  }

  private void start() {
    if (closing) {
      return;
    }
    try {
      container.start();
    } catch (RuntimeException e) {
      LOG.warn("could not join the group, trying again: {}", e.toString());
    }
  }

  /**
   * Stops for good: what is decided is flushed in the revocation. Takes 6 s at most, and that long
   * only where the brokers do not answer.
   */
  public void leaveForGood() {
    if (closing) {
      return;
    }
    closing = true;
    // Behind whatever the thread does now, so that nothing starts the container again.
    thread.execute(container::stop);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LEAVE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the group was not left in time; it will notice by itself");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void refuseToRun(String why) {
    refuse.accept(why);
  }

  /**
   * A cut-off worker comes back where nobody is left; a container that stopped by itself is started
   * again.
   */
  private void look() {
    try {
      if (closing || !wanted || container.isRunning()) {
        return;
      }
      if (!cutOff || members() == 0) {
        LOG.warn("joining the group again");
        start();
      }
    } catch (RuntimeException e) {
      LOG.warn("could not join the group: {}", e.toString());
    }
  }

  /** Members of the group now; -1 where it cannot be told. */
  public int members() {
    try (Admin admin = Admin.create(connection)) {
      return requireNonNull(
              admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
          .get(ADMIN_SECONDS, TimeUnit.SECONDS)
          .members()
          .size();
    } catch (ExecutionException e) {
      return e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException
          ? 0
          : -1;
    } catch (TimeoutException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /**
   * Members of the group once those that were killed have been thrown out of it, or -1; it waits
   * for their sessions, at most.
   */
  public int membersThatLive() {
    long end = System.nanoTime() + sessions.plus(EXPIRY).toNanos();
    int members = members();
    while (members != 0 && System.nanoTime() < end && !closing) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      members = members();
    }
    return members;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
