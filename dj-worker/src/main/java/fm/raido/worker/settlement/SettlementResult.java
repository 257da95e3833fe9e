package fm.raido.worker.settlement;

import fm.raido.schemas.settlement.CommitMark;
import java.util.Map;
import java.util.Set;

/** What became of a batch. */
public sealed interface SettlementResult {

  Batch batch();

  /**
   * The transaction is committed.
   *
   * @param dropped partitions whose part was left out, because they are no longer this worker's
   */
  record Committed(Batch batch, Set<Integer> dropped) implements SettlementResult {}

  /**
   * Nothing was written, and nothing is wrong with the batch: the group moved. To be sent again.
   */
  record Postponed(Batch batch, String why) implements SettlementResult {}

  /**
   * The transaction failed. Its fate was found out since.
   *
   * @param found what is committed for each partition of the batch now
   * @param blamesBatch whether the failure may lie in what the batch holds, and not in the brokers
   *     or the way to them
   */
  record Failed(Batch batch, Map<Integer, CommitMark> found, String why, boolean blamesBatch)
      implements SettlementResult {}
}
