package fm.raido.schemas.protection;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record of the protection log. Its place in the log and the broker's append time are part of
 * its meaning.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ProtectionRecord.SettingsSet.class, name = "SettingsSet"),
  @JsonSubTypes.Type(value = ProtectionRecord.CallAsked.class, name = "CallAsked"),
  @JsonSubTypes.Type(value = ProtectionRecord.ProbeAsked.class, name = "ProbeAsked"),
  @JsonSubTypes.Type(value = ProtectionRecord.CallEnded.class, name = "CallEnded"),
  @JsonSubTypes.Type(value = ProtectionRecord.SlotFreed.class, name = "SlotFreed"),
  @JsonSubTypes.Type(value = ProtectionRecord.HostBeat.class, name = "HostBeat"),
  @JsonSubTypes.Type(value = ProtectionRecord.WorkerSaid.class, name = "WorkerSaid"),
  @JsonSubTypes.Type(value = ProtectionRecord.SwitchSet.class, name = "SwitchSet"),
  @JsonSubTypes.Type(value = ProtectionRecord.HostForgotten.class, name = "HostForgotten")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ProtectionRecord {

  /** The key of the record in Kafka: what it is about. */
  @JsonIgnore
  String about();

  /**
   * The rules of the fold from here on; the last one in the log is in force.
   *
   * @param revision one more than that of the settings it replaces
   * @param foldVersion the version of the fold's rules
   * @param settings every setting of the fold
   * @param worker who wrote it
   */
  record SettingsSet(long revision, int foldVersion, FoldSettings settings, String worker)
      implements ProtectionRecord {
    /** The fold version whose settings {@link FoldSettings} describes. */
    public static final int FOLD_VERSION = 1;

    public SettingsSet {
      requireNonNull(settings, "settings");
      requireNonNull(worker, "worker");
    }

    @Override
    public String about() {
      return "settings";
    }
  }

  /** A worker asks: may I call the speech host for this request? */
  record CallAsked(String callId, String requestId, int pass, String worker)
      implements ProtectionRecord {
    public CallAsked {
      requireNonNull(callId, "callId");
      requireNonNull(requestId, "requestId");
      requireNonNull(worker, "worker");
    }

    @Override
    public String about() {
      return callId;
    }
  }

  /**
   * A worker asks: may I try a fixed, short text?
   *
   * @param own whether the worker tests its own road to the host while others speak
   */
  record ProbeAsked(String callId, String worker, boolean own) implements ProtectionRecord {
    public ProbeAsked {
      requireNonNull(callId, "callId");
      requireNonNull(worker, "worker");
    }

    @Override
    public String about() {
      return callId;
    }
  }

  /**
   * A granted call has ended, or was never made ({@link CallResult#UNUSED}).
   *
   * @param took from the grant to the end; zero where unused
   * @param retryAfter the host's own wish, or null
   */
  record CallEnded(
      String callId, String worker, CallResult result, Duration took, @Nullable Duration retryAfter)
      implements ProtectionRecord {
    public CallEnded {
      requireNonNull(callId, "callId");
      requireNonNull(worker, "worker");
      requireNonNull(result, "result");
      requireNonNull(took, "took");
    }

    @Override
    public String about() {
      return callId;
    }
  }

  /** The answer of a timed-out call came, or its grace passed: its slot is free. */
  record SlotFreed(String callId, String worker) implements ProtectionRecord {
    public SlotFreed {
      requireNonNull(callId, "callId");
      requireNonNull(worker, "worker");
    }

    @Override
    public String about() {
      return callId;
    }
  }

  /**
   * The pulse of a speech host.
   *
   * @param service the speech service that the host serves
   * @param host the host's name
   * @param level how it is
   * @param reason which reading says so
   * @param rehearsal whether an operator plays it
   */
  record HostBeat(
      String service, String host, PressureLevel level, String reason, boolean rehearsal)
      implements ProtectionRecord {
    public HostBeat {
      requireNonNull(service, "service");
      requireNonNull(host, "host");
      requireNonNull(level, "level");
      requireNonNull(reason, "reason");
    }

    @Override
    public String about() {
      return host;
    }
  }

  /**
   * What only a worker knows of itself.
   *
   * @param causes why its own gate is closed; empty where nothing of its own closes it
   * @param paused whether it has paused its partitions
   * @param stopping whether this is its last word
   */
  record WorkerSaid(String worker, Set<GateCause> causes, boolean paused, boolean stopping)
      implements ProtectionRecord {
    public WorkerSaid {
      requireNonNull(worker, "worker");
      causes = Set.copyOf(causes);
    }

    @Override
    public String about() {
      return worker;
    }
  }

  /**
   * The operator's protection switch.
   *
   * @param forTime how long it stays on, from the record's append time; null means the most, 7 days
   */
  record SwitchSet(boolean on, String reason, String who, @Nullable Duration forTime)
      implements ProtectionRecord {
    public SwitchSet {
      requireNonNull(reason, "reason");
      requireNonNull(who, "who");
    }

    @Override
    public String about() {
      return "switch";
    }
  }

  /** A host no longer counts until it is heard again. */
  record HostForgotten(String host, String who) implements ProtectionRecord {
    public HostForgotten {
      requireNonNull(host, "host");
      requireNonNull(who, "who");
    }

    @Override
    public String about() {
      return host;
    }
  }
}
