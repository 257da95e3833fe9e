package fm.raido.worker.admission;

import fm.raido.schemas.protection.CallResult;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls that this worker has started and that have not come to their end. For the event loop
 * alone.
 */
public final class RunningCalls {
  private final Map<String, RunningCall> running = new HashMap<>();
  private final Stopwatch stopwatch;

  /** One call. */
  public static final class RunningCall {
    private final String callId;
    private final @Nullable Waiting waiting;
    private final boolean own;
    private final SpeechOrder order;
    private final Stopwatch.Moment startedAt;
    private boolean timedOut;
    private boolean answered;
    private boolean told;
    private CallResult result = CallResult.UNUSED;
    private Duration took = Duration.ZERO;
    private int status;

    RunningCall(
        String callId,
        @Nullable Waiting waiting,
        boolean own,
        SpeechOrder order,
        Stopwatch.Moment startedAt) {
      this.callId = callId;
      this.waiting = waiting;
      this.own = own;
      this.order = order;
      this.startedAt = startedAt;
    }

    public String callId() {
      return callId;
    }

    /** The request it is for, or null for a probe. */
    public @Nullable Waiting waiting() {
      return waiting;
    }

    /** Whether it is a probe of this worker's own road. */
    public boolean own() {
      return own;
    }

    public SpeechOrder order() {
      return order;
    }

    /**
     * Whether its call time-out has passed; it keeps its slot until it is answered or its grace has
     * passed too.
     */
    public boolean isTimedOut() {
      return timedOut;
    }

    /** Whether the host has answered; what is left is to keep the audio. */
    public boolean isAnswered() {
      return answered;
    }

    /** The host has answered so, after that time, with that HTTP status or 0 for none. */
    public void answered(CallResult itsResult, Duration itsTime, int itsStatus) {
      answered = true;
      result = itsResult;
      took = itsTime;
      status = itsStatus;
    }

    /** The HTTP status of its answer; 0 where there was none, or before it. */
    public int status() {
      return status;
    }

    /** How it was answered; unused before it was. */
    public CallResult result() {
      return result;
    }

    /** From its start to its answer. */
    public Duration took() {
      return took;
    }

    /** Whether the log was told of its answer. */
    public boolean isTold() {
      return told;
    }

    public void told() {
      told = true;
    }
  }

  public RunningCalls(Stopwatch stopwatch) {
    this.stopwatch = stopwatch;
  }

  public void start(String callId, @Nullable Waiting waiting, boolean own, SpeechOrder order) {
    running.put(callId, new RunningCall(callId, waiting, own, order, stopwatch.moment()));
  }

  public @Nullable RunningCall get(String callId) {
    return running.get(callId);
  }

  public void end(String callId) {
    running.remove(callId);
  }

  public Collection<RunningCall> all() {
    return running.values();
  }

  /**
   * Exchanges with the speech host that are still open: each occupies one of this worker's jobs.
   */
  public int atTheHost() {
    int open = 0;
    for (RunningCall call : running.values()) {
      open += call.answered ? 0 : 1;
    }
    return open;
  }

  /** Whether a call with the same order is on its way: its audio will serve both. */
  public boolean isOrdered(SpeechOrder order) {
    return running.values().stream().anyMatch(call -> call.order.equals(order));
  }

  public Duration took(RunningCall call) {
    return stopwatch.monotonicSince(call.startedAt);
  }

  /** Calls that were answered so long ago and of which the log was not told. */
  public List<RunningCall> answeredLongAgo(Duration ago) {
    if (running.isEmpty()) {
      return List.of();
    }
    return running.values().stream()
        .filter(call -> call.answered && !call.told)
        .filter(call -> took(call).minus(call.took).compareTo(ago) >= 0)
        .toList();
  }

  /** The calls that pass their time-out now; each is returned once. */
  public List<RunningCall> timeOut(Duration callTimeout) {
    if (running.isEmpty()) {
      return List.of();
    }
    List<RunningCall> timedOut = new ArrayList<>();
    for (RunningCall call : running.values()) {
      if (!call.answered && !call.timedOut && took(call).compareTo(callTimeout) >= 0) {
        call.timedOut = true;
        timedOut.add(call);
      }
    }
    return timedOut;
  }
}
