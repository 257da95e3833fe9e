package fm.raido.worker.settlement;

import java.util.List;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.jspecify.annotations.Nullable;

/**
 * Whose fault a failed transaction is. An outcome must not become a dead letter because a broker
 * was away: only a failure that may lie in the records themselves counts against them.
 */
final class Blame {
  /** What brokers, the way to them, or the right to write say of themselves. */
  private static final List<Class<? extends Exception>> NOT_OF_BATCH =
      List.of(
          RetriableException.class,
          ProducerFencedException.class,
          InvalidProducerEpochException.class,
          OutOfOrderSequenceException.class,
          UnknownProducerIdException.class,
          InvalidPidMappingException.class,
          TransactionAbortedException.class,
          AuthenticationException.class,
          AuthorizationException.class,
          IllegalStateException.class);

  private Blame() {}

  /** Whether what the batch holds may be the cause; what nobody knows counts as that too. */
  static boolean isOfBatch(Throwable failure) {
    Throwable root = failure;
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Said of a record that the broker found broken: the record's fault, though it is tried
      // again.
      if (cause instanceof CorruptRecordException) {
        return true;
      }
      root = cause;
    }
    Throwable deepest = root;
    return NOT_OF_BATCH.stream().noneMatch(type -> type.isInstance(deepest))
        && NOT_OF_BATCH.stream().noneMatch(type -> type.isInstance(failure));
  }
}
