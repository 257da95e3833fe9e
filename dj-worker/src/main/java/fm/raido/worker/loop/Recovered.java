package fm.raido.worker.loop;

import fm.raido.schemas.settlement.CommitMark;
import fm.raido.worker.window.RecentIds;

/**
 * What was found out about a partition that was assigned.
 *
 * @param mark the last commit, or the partition's beginning
 * @param recent the ids settled lately
 */
public record Recovered(int partition, long incarnation, CommitMark mark, RecentIds recent) {}
