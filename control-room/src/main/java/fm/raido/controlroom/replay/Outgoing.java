package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.traces.TraceContext;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A letter on its way out.
 *
 * @param records what takes it away, last, and before it what goes back, if anything does
 * @param request the request in its new pass, where it goes back as one
 * @param trace the context that it carries, where traces are on
 */
record Outgoing(
    Letter letter,
    List<ProducerRecord<byte[], byte[]>> records,
    Optional<PassKey> request,
    @Nullable TraceContext trace) {
  Outgoing {
    records = List.copyOf(records);
  }

  /** One that is not traced. */
  Outgoing(Letter letter, List<ProducerRecord<byte[], byte[]>> records, Optional<PassKey> request) {
    this(letter, records, request, null);
  }

  /** The partition of requests that it goes to, or {@link Going#NO_REQUEST}. */
  int target() {
    Integer partition = records.getFirst().partition();
    return request.isEmpty() || partition == null ? Going.NO_REQUEST : partition;
  }
}
