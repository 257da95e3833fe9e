package fm.raido.worker.loop;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.worker.settlement.Decided;
import fm.raido.worker.window.Trail;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Told what a trace tells of a request, when it has happened. Called by the event loop: no method
 * waits. All times are log time.
 */
public interface RequestTraces {
  /** Nothing is traced. */
  RequestTraces NONE =
      new RequestTraces() {
        @Override
        public @Nullable Trail takenUp(
            @Nullable String traceparent, @Nullable PassKey key, Instant at) {
          return null;
        }

        @Override
        public void called(Trail trail, EndedCall call) {}

        @Override
        public void settled(Trail trail, Decided decided, Instant at) {}
      };

  /**
   * One call to the speech host.
   *
   * @param status the HTTP status; 0 where no answer came, or not in time
   * @param took from its start to its answer, or to its time-out
   */
  record EndedCall(
      String callId, CallResult result, int status, Instant startedAt, Duration took) {}

  /**
   * A record was taken up.
   *
   * @param traceparent of its record, or null
   * @param key null where it could not be read
   * @return null where it is not traced
   */
  @Nullable Trail takenUp(@Nullable String traceparent, @Nullable PassKey key, Instant at);

  /** A call for it has ended. */
  void called(Trail trail, EndedCall call);

  /** Its end is committed. */
  void settled(Trail trail, Decided decided, Instant at);
}
