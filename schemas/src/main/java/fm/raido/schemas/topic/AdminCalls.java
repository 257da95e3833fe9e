package fm.raido.schemas.topic;

import fm.raido.schemas.settings.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for answers of the admin client, a bounded time, and turns what goes wrong into words. */
final class AdminCalls {
  private final String bootstrap;
  private final Duration timeout;

  AdminCalls(String bootstrap, Duration timeout) {
    this.bootstrap = bootstrap;
    this.timeout = timeout;
  }

  Duration timeout() {
    return timeout;
  }

  /**
   * The answer.
   *
   * @throws TopicsNotReady if there is none in time, or Kafka refuses
   */
  <T> T answer(KafkaFuture<T> future) {
    try {
      return get(future);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /** The answer, or empty where the one expected error came. */
  <T> Optional<T> answer(KafkaFuture<T> future, Class<? extends Exception> expected) {
    try {
      return Optional.of(get(future));
    } catch (ExecutionException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw failure(e);
    }
  }

  /** Whether it was done, and not prevented by the one expected error. */
  boolean done(KafkaFuture<Void> future, Class<? extends Exception> expected) {
    return answer(future.thenApply(nothing -> true), expected).isPresent();
  }

  /** A failure that says that Kafka did not answer, or not as it should. */
  TopicsNotReady noAnswer(String what) {
    return new TopicsNotReady(
        List.of(
            new TopicFinding.Unreachable(
                bootstrap, what + " within " + Durations.format(timeout))));
  }

  private <T> T get(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw noAnswer("no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsNotReady(
          List.of(new TopicFinding.Unreachable(bootstrap, "interrupted while waiting")));
    }
  }

  private TopicsNotReady failure(ExecutionException e) {
    if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
      return noAnswer("no answer");
    }
    return new TopicsNotReady(List.of(new TopicFinding.Refused(bootstrap, rootMessage(e))));
  }

  static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
