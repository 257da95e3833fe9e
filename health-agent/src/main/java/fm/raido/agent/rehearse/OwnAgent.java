package fm.raido.agent.rehearse;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of the host's own agent, rehearsals left out.
 *
 * @param last its last beat, or null where it was never heard or was forgotten
 * @param heardAt when that was, in log time
 * @param criticalAt when it said critical last, forgotten or not
 */
record OwnAgent(@Nullable HostBeat last, @Nullable Instant heardAt, @Nullable Instant criticalAt) {

  /** Three beats, as in the protection log's own rule of silence. */
  static final Duration SILENT_AFTER = Duration.ofSeconds(15);

  static final OwnAgent NEVER_HEARD = new OwnAgent(null, null, null);

  /** How it is with the agent. */
  enum Life {
    /** None was heard, or it has said goodbye, or it was forgotten. */
    NONE,
    ALIVE,
    /** It was heard and said no goodbye, and nothing came for 15 s. */
    SILENT
  }

  /** After another record of the log. */
  OwnAgent after(ProtectionRecord record, String service, String host, Instant at) {
    return switch (record) {
      case HostBeat beat
          when !beat.rehearsal() && beat.host().equals(host) && beat.service().equals(service) ->
          new OwnAgent(beat, at, beat.level() == PressureLevel.CRITICAL ? at : criticalAt);
      case HostForgotten forgotten when forgotten.host().equals(host) ->
          new OwnAgent(null, null, criticalAt);
      default -> this;
    };
  }

  Life life(Instant now) {
    if (last == null || heardAt == null || last.level() == PressureLevel.GOING_AWAY) {
      return Life.NONE;
    }
    return now.isAfter(heardAt.plus(SILENT_AFTER)) ? Life.SILENT : Life.ALIVE;
  }

  /** What it said last; normal where it said nothing. */
  PressureLevel level() {
    return last == null ? PressureLevel.NORMAL : last.level();
  }

  /** Until when a pressure of its own closes the gate, where it does. */
  Optional<Instant> pressedUntil(Duration cooldown, Instant now) {
    return Optional.ofNullable(criticalAt).map(at -> at.plus(cooldown)).filter(now::isBefore);
  }
}
