package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.schemas.announcement.PassKey;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A letter on its way out.
 *
 * @param records what takes it away, last, and before it what goes back, if anything does
 * @param request the request in its new pass, where it goes back as one
 */
record Outgoing(
    Letter letter, List<ProducerRecord<byte[], byte[]>> records, Optional<PassKey> request) {
  Outgoing {
    records = List.copyOf(records);
  }

  /** The partition of requests that it goes to, or {@link Going#NO_REQUEST}. */
  int target() {
    Integer partition = records.getFirst().partition();
    return request.isEmpty() || partition == null ? Going.NO_REQUEST : partition;
  }
}
