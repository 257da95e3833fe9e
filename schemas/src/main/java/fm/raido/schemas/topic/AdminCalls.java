package fm.raido.schemas.topic;

import fm.raido.schemas.settings.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;

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
    return answer(future, "");
  }

  /**
   * The same.
   *
   * @param about what a refusal is about, with a colon and a blank behind it: brokers do not always
   *     say
   */
  <T> T answer(KafkaFuture<T> future, String about) {
    try {
      return get(future);
    } catch (ExecutionException e) {
      throw failure(e, about);
    }
  }

  /** The answer, or empty where the one expected error came. */
  <T> Optional<T> answer(KafkaFuture<T> future, Class<? extends Exception> expected) {
    return answer(future, expected, "");
  }

  /** The same, with what a refusal is about. */
  <T> Optional<T> answer(KafkaFuture<T> future, Class<? extends Exception> expected, String about) {
    try {
      return Optional.of(get(future));
    } catch (ExecutionException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw failure(e, about);
    }
  }

  /** The refusal, where the answer is one; no answer, and any other, says nothing of rights. */
  Optional<TopicFinding> refusal(KafkaFuture<?> future, String about) {
    try {
      var _ = get(future);
      return Optional.empty();
    } catch (ExecutionException e) {
      return e.getCause() instanceof AuthorizationException
          ? Optional.of(new TopicFinding.Refused(bootstrap, about + rootMessage(e)))
          : Optional.empty();
    } catch (TopicsNotReady e) {
      return Optional.empty();
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

  private TopicsNotReady failure(ExecutionException e, String about) {
    if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
      return noAnswer("no answer");
    }
    boolean isRight = e.getCause() instanceof AuthorizationException;
    return new TopicsNotReady(
        List.of(new TopicFinding.Refused(bootstrap, (isRight ? about : "") + rootMessage(e))));
  }

  static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
