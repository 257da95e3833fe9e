package fm.raido.controlroom.watch;

import org.apache.kafka.clients.consumer.Consumer;

/** Shows a Kafka client's own meters, until it is closed. */
@FunctionalInterface
public interface ClientMeters {
  /** Nobody looks. */
  ClientMeters UNSEEN = _ -> () -> {};

  /** Shows those of that client. */
  Shown show(Consumer<?, ?> client);

  /** Meters that are shown; to be closed before their client. */
  @FunctionalInterface
  interface Shown extends AutoCloseable {
    @Override
    void close();
  }
}
