package fm.raido.agent.publish;

import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when beats do not reach the brokers, now and then while it lasts, and when they
 * do.
 */
final class Reach {
  private static final Logger log = LoggerFactory.getLogger(Reach.class);
  private static final long REMIND_NANOS = Duration.ofMinutes(1).toNanos();

  private final String what;
  private final String topic;
  private final KafkaConnection kafka;
  private @Nullable String trouble;
  private long since;
  private long saidAt;

  Reach(String what, String topic, KafkaConnection kafka) {
    this.what = what;
    this.topic = topic;
    this.kafka = kafka;
  }

  synchronized void failed(Throwable error, long nowNanos) {
    String now = words(error);
    if (trouble == null) {
      since = nowNanos;
    }
    if (!now.equals(trouble) || nowNanos - saidAt >= REMIND_NANOS) {
      log.warn("health: no {} arrive: {}; trying on", what, now);
      saidAt = nowNanos;
    }
    trouble = now;
  }

  synchronized void arrived(long nowNanos) {
    if (trouble != null) {
      trouble = null;
      log.warn("health: {} arrive again after {} s", what, (nowNanos - since) / 1_000_000_000);
    }
  }

  /** Whether the brokers answered that they have no such topic. */
  static boolean isMissingTopic(Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof UnknownTopicOrPartitionException) {
        return true;
      }
    }
    return false;
  }

  /** What is wrong, in words that say what to do. */
  String words(Throwable error) {
    if (isMissingTopic(error)) {
      return "topic " + topic + " is missing on " + kafka + ": run \"raido topics apply\"";
    }
    return error instanceof org.apache.kafka.common.errors.TimeoutException
        ? "the brokers at " + kafka + " do not answer"
        : "the brokers at " + kafka + " cannot be used: " + root(error).getMessage();
  }

  private static Throwable root(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof KafkaException && cause != null ? root(cause) : error;
  }
}
