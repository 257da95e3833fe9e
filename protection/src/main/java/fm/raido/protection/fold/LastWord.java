package fm.raido.protection.fold;

import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import java.time.Instant;

/**
 * What a worker said last of itself.
 *
 * @param said its record
 * @param at when, in log time
 */
public record LastWord(WorkerSaid said, Instant at) {}
