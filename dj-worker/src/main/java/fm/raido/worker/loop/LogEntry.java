package fm.raido.worker.loop;

import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * One record of the protection log as it was read.
 *
 * @param appendedAt the broker's append time
 * @param record what it says; empty where it cannot be decoded
 */
public record LogEntry(Instant appendedAt, Optional<ProtectionRecord> record) {}
