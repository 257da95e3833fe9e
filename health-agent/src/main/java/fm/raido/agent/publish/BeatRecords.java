package fm.raido.agent.publish;

import fm.raido.protection.pressure.Readings;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records of one host. */
record BeatRecords(String service, String host) {
  private static final String GOODBYE = "the agent was stopped as planned";

  ProducerRecord<byte[], byte[]> beat(Pulse pulse) {
    return beat(pulse.state().level(), pulse.state().reason(), pulse.rehearsal(), pulse.at());
  }

  ProducerRecord<byte[], byte[]> readings(Pulse pulse) {
    return readings(
        pulse.state().level(), pulse.state().reason(), pulse.scope(), pulse.readings(), pulse.at());
  }

  ProducerRecord<byte[], byte[]> goodbye(Instant at) {
    return beat(PressureLevel.GOING_AWAY, GOODBYE, false, at);
  }

  ProducerRecord<byte[], byte[]> lastReadings(@Nullable Pulse last, Instant at) {
    return readings(
        PressureLevel.GOING_AWAY,
        GOODBYE,
        last == null ? "host" : last.scope(),
        last == null ? Readings.nothing(at) : last.readings(),
        at);
  }

  private ProducerRecord<byte[], byte[]> beat(
      PressureLevel level, String reason, boolean rehearsal, Instant at) {
    return RaidoRecords.protection(
        new HostBeat(service, host, level, reason, rehearsal), "/health-agent/" + host, at);
  }

  private ProducerRecord<byte[], byte[]> readings(
      PressureLevel level, String reason, String scope, Readings readings, Instant at) {
    return RaidoRecords.pressure(
        new HostPressure(
            HostPressure.SCHEMA_VERSION,
            service,
            host,
            at,
            level,
            reason,
            scope,
            sound(readings.cpuPercent()),
            sound(readings.memoryPercent()),
            sound(readings.load1()),
            readings.cores(),
            sound(readings.psiCpuSome()),
            sound(readings.psiMemoryFull()),
            sound(readings.psiIoFull())));
  }

  /** JSON knows no NaN; hundredths are enough for people. */
  private static @Nullable Double sound(@Nullable Double value) {
    return value == null || !Double.isFinite(value)
        ? null
        : Double.valueOf(Math.round(value * 100) / 100.0);
  }
}
