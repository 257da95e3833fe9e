package fm.raido.agent.rehearse;

import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The protection log as far as it has been read, with an eye on one host. Not for threads. */
final class LogSeen {
  private final String service;
  private final String host;
  private final ProtectionFold fold = new ProtectionFold();
  private OwnAgent agent = OwnAgent.NEVER_HEARD;
  private @Nullable HostBeat last;

  LogSeen(String service, String host) {
    this.service = service;
    this.host = host;
  }

  void apply(Optional<ProtectionRecord> record, Instant timestamp) {
    fold.apply(record, timestamp);
    record.ifPresent(read -> {
      agent = agent.after(read, service, host, fold.time());
      if (read instanceof HostBeat beat
          && beat.host().equals(host)
          && beat.service().equals(service)) {
        last = beat;
      }
    });
  }

  ProtectionFold fold() {
    return fold;
  }

  OwnAgent agent() {
    return agent;
  }

  /** The host's last beat, rehearsed or not; null where there is none. */
  @Nullable HostBeat last() {
    return last;
  }
}
