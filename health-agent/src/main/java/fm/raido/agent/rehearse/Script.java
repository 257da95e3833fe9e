package fm.raido.agent.rehearse;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import java.time.Duration;

/**
 * What is to be rehearsed.
 *
 * @param service the speech service
 * @param host whose name is used
 * @param level warning or critical
 * @param time for how long
 * @param lift whether the protection is lifted at the end, instead of lasting out its cool-down
 * @param who who rehearses
 */
public record Script(
    String service, String host, PressureLevel level, Duration time, boolean lift, String who) {

  /** A marked beat of the host. */
  HostBeat beat(PressureLevel said, String reason) {
    return new HostBeat(service, host, said, reason, true);
  }

  String words() {
    return "rehearsed by " + who;
  }
}
