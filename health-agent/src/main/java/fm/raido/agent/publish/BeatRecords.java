package fm.raido.agent.publish;

import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records of one host. */
record BeatRecords(String service, String host, PressureThresholds thresholds) {
  private static final String GOODBYE = "the agent was stopped as planned";

  ProducerRecord<byte[], byte[]> beat(Pulse pulse) {
    return beat(pulse.state().level(), pulse.state().reason(), pulse.rehearsal(), pulse.at());
  }

  ProducerRecord<byte[], byte[]> readings(Pulse pulse) {
    return RaidoRecords.pressure(new PressureReport(service, host, thresholds).of(pulse));
  }

  ProducerRecord<byte[], byte[]> goodbye(Instant at) {
    return beat(PressureLevel.GOING_AWAY, GOODBYE, false, at);
  }

  ProducerRecord<byte[], byte[]> lastReadings(@Nullable Pulse last, Instant at) {
    return RaidoRecords.pressure(
        new PressureReport(service, host, thresholds).goodbye(last, GOODBYE, at));
  }

  private ProducerRecord<byte[], byte[]> beat(
      PressureLevel level, String reason, boolean rehearsal, Instant at) {
    return RaidoRecords.protection(
        new HostBeat(service, host, level, reason, rehearsal), "/health-agent/" + host, at);
  }
}
