package fm.raido.worker.loop;

import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.Waiting;
import java.time.Duration;

/**
 * What the loop has others do. No method waits; each answer comes back as an event. A simulation
 * brings its own.
 */
public interface Effects {

  /**
   * Appends to the protection log, in the order of the calls; it is read back like anybody's
   * record.
   */
  void append(ProtectionRecord record);

  /** Looks for the request's audio in the store; answered by {@code storeAnswered}. */
  void lookUp(Waiting waiting, SpeechOrder order);

  /**
   * Calls the speech host; answered by {@code callAnswered}, and where audio came, then by {@code
   * audioKept} or {@code storeFailed}.
   *
   * @param keepAudio whether the audio goes into the store; a probe's does not
   * @param askedAt the call must not start later than 2 s after this; then the answer is {@code
   *     UNUSED}
   * @param atMost the exchange is given up after this, never earlier
   */
  void call(
      String callId,
      SpeechOrder order,
      boolean keepAudio,
      Stopwatch.Moment askedAt,
      Duration atMost);

  /** Has the fallback rendered; answered by {@code rendered}. */
  void render(Waiting waiting, Duration atMost);

  /** Commits a batch; answered by {@code settlementEnded}. */
  void settle(Batch batch);

  /** Finds out what is settled in a partition that was assigned; answered by {@code recovered}. */
  void recover(int partition, long incarnation);

  /** Writes a test file into the store; answered by {@code storeTested}. */
  void testStore();

  /** Joins the consumer group; nothing happens where it is in it. */
  void joinGroup();

  /** Leaves the consumer group, so that others take its partitions. */
  void leaveGroup(LeaveReason why);

  /** Ends the program: it must not go on as it is set up. */
  void refuseToRun(String why);

  /** Why a worker leaves its group of its own accord. */
  enum LeaveReason {
    /** It cannot read the protection log: nobody's requests are safe with it. */
    LOG_UNREADABLE,
    /**
     * Others reach the host and it does not; where there are no others it stays, for the deadlines'
     * sake.
     */
    CUT_OFF
  }
}
