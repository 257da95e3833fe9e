package fm.raido.worker.loop;

import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.protection.CallResult;
import fm.raido.worker.settlement.SettlementResult;
import java.time.Duration;

/** What is worth counting. Called by the event loop. */
public interface WorkerEvents {
  /** Nobody counts. */
  WorkerEvents UNCOUNTED =
      new WorkerEvents() {
        @Override
        public void settled(Outcome outcome, Duration sinceAppend) {}

        @Override
        public void duplicate() {}

        @Override
        public void called(CallResult result, Duration took) {}

        @Override
        public void settlementEnded(SettlementResult result, Duration took) {}

        @Override
        public void turned(Gate gate, int waiting) {}
      };

  /** An outcome is committed. */
  void settled(Outcome outcome, Duration sinceAppend);

  /** A duplicate was skipped, and that is committed. */
  void duplicate();

  /** A call or probe of this worker ended so. */
  void called(CallResult result, Duration took);

  /** A settlement came back, so long after it was sent. */
  void settlementEnded(SettlementResult result, Duration took);

  /** A turn is over, and this is how things stand. */
  void turned(Gate gate, int waiting);
}
