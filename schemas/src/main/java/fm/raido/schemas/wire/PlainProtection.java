package fm.raido.schemas.wire;

import static fm.raido.schemas.wire.PlainJson.ascii;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The usual records of the protection log, read at a fraction of what the mapper takes: a start
 * reads hundreds of thousands of them. It knows them exactly as our own programs write them, type
 * first and no field that is not known; what is the least bit different is left to the mapper, so
 * that there is only one opinion about what a value means.
 */
final class PlainProtection {
  private static final byte[] TYPE = ascii("type");
  private static final byte[] CALL_ID = ascii("callId");
  private static final byte[] REQUEST_ID = ascii("requestId");
  private static final byte[] PASS = ascii("pass");
  private static final byte[] WORKER = ascii("worker");
  private static final byte[] RESULT = ascii("result");
  private static final byte[] TOOK = ascii("took");
  private static final byte[] RETRY_AFTER = ascii("retryAfter");
  private static final byte[] SERVICE = ascii("service");
  private static final byte[] HOST = ascii("host");
  private static final byte[] LEVEL = ascii("level");
  private static final byte[] REASON = ascii("reason");
  private static final byte[] REHEARSAL = ascii("rehearsal");
  private static final byte[] CAUSES = ascii("causes");
  private static final byte[] PAUSED = ascii("paused");
  private static final byte[] STOPPING = ascii("stopping");

  private static final Map<String, CallResult> RESULTS = byName(CallResult.values());
  private static final Map<String, PressureLevel> LEVELS = byName(PressureLevel.values());
  private static final Map<String, GateCause> GATE_CAUSES = byName(GateCause.values());

  private PlainProtection() {}

  /** The record, or null where the mapper must be asked. */
  static @Nullable ProtectionRecord read(byte[] value) {
    PlainJson json = new PlainJson(value);
    if (!json.next() || !json.isNamed(TYPE)) {
      return null;
    }
    String type = json.text(null);
    if (type == null) {
      return null;
    }
    ProtectionRecord record =
        switch (type) {
          case "HostBeat" -> hostBeat(json);
          case "CallAsked" -> callAsked(json);
          case "CallEnded" -> callEnded(json);
          case "SlotFreed" -> slotFreed(json);
          case "WorkerSaid" -> workerSaid(json);
          default -> null; // Too rare to be worth it, or unknown.
        };
    return json.isPlain() ? record : null;
  }

  private static @Nullable ProtectionRecord hostBeat(PlainJson json) {
    String service = null;
    String host = null;
    String level = null;
    String reason = null;
    Boolean rehearsal = null;
    while (json.next()) {
      if (json.isNamed(SERVICE)) {
        service = json.text(service);
      } else if (json.isNamed(HOST)) {
        host = json.text(host);
      } else if (json.isNamed(LEVEL)) {
        level = json.text(level);
      } else if (json.isNamed(REASON)) {
        reason = json.text(reason);
      } else if (json.isNamed(REHEARSAL)) {
        rehearsal = json.truth(rehearsal);
      } else {
        json.refuse();
      }
    }
    PressureLevel known = level == null ? null : LEVELS.get(level);
    return service == null || host == null || known == null || reason == null || rehearsal == null
        ? null
        : new ProtectionRecord.HostBeat(service, host, known, reason, rehearsal);
  }

  private static @Nullable ProtectionRecord callAsked(PlainJson json) {
    String callId = null;
    String requestId = null;
    Integer pass = null;
    String worker = null;
    while (json.next()) {
      if (json.isNamed(CALL_ID)) {
        callId = json.text(callId);
      } else if (json.isNamed(REQUEST_ID)) {
        requestId = json.text(requestId);
      } else if (json.isNamed(PASS)) {
        pass = json.number(pass);
      } else if (json.isNamed(WORKER)) {
        worker = json.text(worker);
      } else {
        json.refuse();
      }
    }
    return callId == null || requestId == null || pass == null || worker == null
        ? null
        : new ProtectionRecord.CallAsked(callId, requestId, pass, worker);
  }

  private static @Nullable ProtectionRecord callEnded(PlainJson json) {
    String callId = null;
    String worker = null;
    String result = null;
    Duration took = null;
    Duration retryAfter = null;
    while (json.next()) {
      if (json.isNamed(CALL_ID)) {
        callId = json.text(callId);
      } else if (json.isNamed(WORKER)) {
        worker = json.text(worker);
      } else if (json.isNamed(RESULT)) {
        result = json.text(result);
      } else if (json.isNamed(TOOK)) {
        took = json.duration(took);
      } else if (json.isNamed(RETRY_AFTER)) {
        retryAfter = json.duration(retryAfter);
      } else {
        json.refuse();
      }
    }
    CallResult known = result == null ? null : RESULTS.get(result);
    return callId == null || worker == null || known == null || took == null
        ? null
        : new ProtectionRecord.CallEnded(callId, worker, known, took, retryAfter);
  }

  private static @Nullable ProtectionRecord slotFreed(PlainJson json) {
    String callId = null;
    String worker = null;
    while (json.next()) {
      if (json.isNamed(CALL_ID)) {
        callId = json.text(callId);
      } else if (json.isNamed(WORKER)) {
        worker = json.text(worker);
      } else {
        json.refuse();
      }
    }
    return callId == null || worker == null ? null : new ProtectionRecord.SlotFreed(callId, worker);
  }

  private static @Nullable ProtectionRecord workerSaid(PlainJson json) {
    String worker = null;
    List<String> causes = null;
    Boolean paused = null;
    Boolean stopping = null;
    while (json.next()) {
      if (json.isNamed(WORKER)) {
        worker = json.text(worker);
      } else if (json.isNamed(CAUSES)) {
        causes = json.texts(causes);
      } else if (json.isNamed(PAUSED)) {
        paused = json.truth(paused);
      } else if (json.isNamed(STOPPING)) {
        stopping = json.truth(stopping);
      } else {
        json.refuse();
      }
    }
    Set<GateCause> known = causes == null ? null : known(causes);
    return worker == null || known == null || paused == null || stopping == null
        ? null
        : new ProtectionRecord.WorkerSaid(worker, known, paused, stopping);
  }

  private static @Nullable Set<GateCause> known(List<String> causes) {
    Set<GateCause> known = EnumSet.noneOf(GateCause.class);
    for (String name : causes) {
      GateCause cause = GATE_CAUSES.get(name);
      if (cause == null) {
        return null;
      }
      known.add(cause);
    }
    return known;
  }

  private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
    Map<String, E> all = new HashMap<>();
    for (E value : values) {
      all.put(value.name(), value);
    }
    return Map.copyOf(all);
  }
}
