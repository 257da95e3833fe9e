package fm.raido.producer.history;

import fm.raido.schemas.announcement.AnnouncementRequest;
import java.time.Instant;

/** Told of every request that is read back from Kafka. */
@FunctionalInterface
public interface RequestSeen {

  /**
   * A record of {@code raido.requests} was read.
   *
   * @param at when the broker appended it
   */
  void seen(AnnouncementRequest request, Instant at);
}
