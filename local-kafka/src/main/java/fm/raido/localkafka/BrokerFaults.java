package fm.raido.localkafka;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;

/**
 * Keeps a broker that gives up from ending the whole JVM: Kafka's wish to exit becomes a word to
 * whoever runs a broker here, and an exception in the thread that wished it.
 */
final class BrokerFaults {
  private static final Set<Consumer<String>> LISTENERS = new CopyOnWriteArraySet<>();

  static {
    Exit.setExitProcedure(BrokerFaults::raise);
    Exit.setHaltProcedure(BrokerFaults::raise);
  }

  private BrokerFaults() {}

  /**
   * Tells of every fault from now on. Kafka does not say which broker it speaks of, so with several
   * in one JVM each is told.
   */
  static void listen(Consumer<String> listener) {
    LISTENERS.add(listener);
  }

  static void forget(Consumer<String> listener) {
    LISTENERS.remove(listener);
  }

  private static void raise(int status, String message) {
    String why =
        "the local Kafka gave up"
            + (message == null || message.isBlank() ? "" : ": " + message)
            + " (status "
            + status
            + "; its log says more)";
    LISTENERS.forEach(listener -> listener.accept(why));
    throw new LocalKafkaException(why);
  }
}
