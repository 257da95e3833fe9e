package fm.raido.controlroom.log;

import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Instant;

/** Takes an operator's word. */
@FunctionalInterface
public interface ProtectionLog {

  /**
   * Appends a record and returns when the brokers have it.
   *
   * @return its place in log time
   * @throws fm.raido.controlroom.CannotReachKafka if it is not known whether the brokers have it
   */
  Instant append(ProtectionRecord record);
}
